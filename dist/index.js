import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 1916:
/***/ ((__unused_webpack_module, exports) => {

var __webpack_unused_export__;

__webpack_unused_export__ = true;
exports.Io = exports.kp = void 0;
var peq = new Uint32Array(0x10000);
var myers_32 = function (a, b) {
    var n = a.length;
    var m = b.length;
    var lst = 1 << (n - 1);
    var pv = -1;
    var mv = 0;
    var sc = n;
    var i = n;
    while (i--) {
        peq[a.charCodeAt(i)] |= 1 << i;
    }
    for (i = 0; i < m; i++) {
        var eq = peq[b.charCodeAt(i)];
        var xv = eq | mv;
        eq |= ((eq & pv) + pv) ^ pv;
        mv |= ~(eq | pv);
        pv &= eq;
        if (mv & lst) {
            sc++;
        }
        if (pv & lst) {
            sc--;
        }
        mv = (mv << 1) | 1;
        pv = (pv << 1) | ~(xv | mv);
        mv &= xv;
    }
    i = n;
    while (i--) {
        peq[a.charCodeAt(i)] = 0;
    }
    return sc;
};
var myers_x = function (b, a) {
    var n = a.length;
    var m = b.length;
    var mhc = [];
    var phc = [];
    var hsize = Math.ceil(n / 32);
    var vsize = Math.ceil(m / 32);
    for (var i = 0; i < hsize; i++) {
        phc[i] = -1;
        mhc[i] = 0;
    }
    var j = 0;
    for (; j < vsize - 1; j++) {
        var mv_1 = 0;
        var pv_1 = -1;
        var start_1 = j * 32;
        var vlen_1 = Math.min(32, m) + start_1;
        for (var k = start_1; k < vlen_1; k++) {
            peq[b.charCodeAt(k)] |= 1 << k;
        }
        for (var i = 0; i < n; i++) {
            var eq = peq[a.charCodeAt(i)];
            var pb = (phc[(i / 32) | 0] >>> i) & 1;
            var mb = (mhc[(i / 32) | 0] >>> i) & 1;
            var xv = eq | mv_1;
            var xh = ((((eq | mb) & pv_1) + pv_1) ^ pv_1) | eq | mb;
            var ph = mv_1 | ~(xh | pv_1);
            var mh = pv_1 & xh;
            if ((ph >>> 31) ^ pb) {
                phc[(i / 32) | 0] ^= 1 << i;
            }
            if ((mh >>> 31) ^ mb) {
                mhc[(i / 32) | 0] ^= 1 << i;
            }
            ph = (ph << 1) | pb;
            mh = (mh << 1) | mb;
            pv_1 = mh | ~(xv | ph);
            mv_1 = ph & xv;
        }
        for (var k = start_1; k < vlen_1; k++) {
            peq[b.charCodeAt(k)] = 0;
        }
    }
    var mv = 0;
    var pv = -1;
    var start = j * 32;
    var vlen = Math.min(32, m - start) + start;
    for (var k = start; k < vlen; k++) {
        peq[b.charCodeAt(k)] |= 1 << k;
    }
    var score = m;
    for (var i = 0; i < n; i++) {
        var eq = peq[a.charCodeAt(i)];
        var pb = (phc[(i / 32) | 0] >>> i) & 1;
        var mb = (mhc[(i / 32) | 0] >>> i) & 1;
        var xv = eq | mv;
        var xh = ((((eq | mb) & pv) + pv) ^ pv) | eq | mb;
        var ph = mv | ~(xh | pv);
        var mh = pv & xh;
        score += (ph >>> (m - 1)) & 1;
        score -= (mh >>> (m - 1)) & 1;
        if ((ph >>> 31) ^ pb) {
            phc[(i / 32) | 0] ^= 1 << i;
        }
        if ((mh >>> 31) ^ mb) {
            mhc[(i / 32) | 0] ^= 1 << i;
        }
        ph = (ph << 1) | pb;
        mh = (mh << 1) | mb;
        pv = mh | ~(xv | ph);
        mv = ph & xv;
    }
    for (var k = start; k < vlen; k++) {
        peq[b.charCodeAt(k)] = 0;
    }
    return score;
};
var distance = function (a, b) {
    if (a.length < b.length) {
        var tmp = b;
        b = a;
        a = tmp;
    }
    if (b.length === 0) {
        return a.length;
    }
    if (a.length <= 32) {
        return myers_32(a, b);
    }
    return myers_x(a, b);
};
exports.Io = distance;
var closest = function (str, arr) {
    var min_distance = Infinity;
    var min_index = 0;
    for (var i = 0; i < arr.length; i++) {
        var dist = distance(str, arr[i]);
        if (dist < min_distance) {
            min_distance = dist;
            min_index = i;
        }
    }
    return arr[min_index];
};
exports.kp = closest;


/***/ }),

/***/ 4006:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const pico = __nccwpck_require__(8016);
const utils = __nccwpck_require__(4059);

function picomatch(glob, options, returnState = false) {
  // default to os.platform()
  if (options && (options.windows === null || options.windows === undefined)) {
    // don't mutate the original options object
    options = { ...options, windows: utils.isWindows() };
  }

  return pico(glob, options, returnState);
}

Object.assign(picomatch, pico);
module.exports = picomatch;


/***/ }),

/***/ 5595:
/***/ ((module) => {



const WIN_SLASH = '\\\\/';
const WIN_NO_SLASH = `[^${WIN_SLASH}]`;

const DEFAULT_MAX_EXTGLOB_RECURSION = 0;

/**
 * Posix glob regex
 */

const DOT_LITERAL = '\\.';
const PLUS_LITERAL = '\\+';
const QMARK_LITERAL = '\\?';
const SLASH_LITERAL = '\\/';
const ONE_CHAR = '(?=.)';
const QMARK = '[^/]';
const END_ANCHOR = `(?:${SLASH_LITERAL}|$)`;
const START_ANCHOR = `(?:^|${SLASH_LITERAL})`;
const DOTS_SLASH = `${DOT_LITERAL}{1,2}${END_ANCHOR}`;
const NO_DOT = `(?!${DOT_LITERAL})`;
const NO_DOTS = `(?!${START_ANCHOR}${DOTS_SLASH})`;
const NO_DOT_SLASH = `(?!${DOT_LITERAL}{0,1}${END_ANCHOR})`;
const NO_DOTS_SLASH = `(?!${DOTS_SLASH})`;
const QMARK_NO_DOT = `[^.${SLASH_LITERAL}]`;
const STAR = `${QMARK}*?`;
const SEP = '/';

const POSIX_CHARS = {
  DOT_LITERAL,
  PLUS_LITERAL,
  QMARK_LITERAL,
  SLASH_LITERAL,
  ONE_CHAR,
  QMARK,
  END_ANCHOR,
  DOTS_SLASH,
  NO_DOT,
  NO_DOTS,
  NO_DOT_SLASH,
  NO_DOTS_SLASH,
  QMARK_NO_DOT,
  STAR,
  START_ANCHOR,
  SEP
};

/**
 * Windows glob regex
 */

const WINDOWS_CHARS = {
  ...POSIX_CHARS,

  SLASH_LITERAL: `[${WIN_SLASH}]`,
  QMARK: WIN_NO_SLASH,
  STAR: `${WIN_NO_SLASH}*?`,
  DOTS_SLASH: `${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$)`,
  NO_DOT: `(?!${DOT_LITERAL})`,
  NO_DOTS: `(?!(?:^|[${WIN_SLASH}])${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$))`,
  NO_DOT_SLASH: `(?!${DOT_LITERAL}{0,1}(?:[${WIN_SLASH}]|$))`,
  NO_DOTS_SLASH: `(?!${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$))`,
  QMARK_NO_DOT: `[^.${WIN_SLASH}]`,
  START_ANCHOR: `(?:^|[${WIN_SLASH}])`,
  END_ANCHOR: `(?:[${WIN_SLASH}]|$)`,
  SEP: '\\'
};

/**
 * POSIX Bracket Regex
 */

const POSIX_REGEX_SOURCE = {
  __proto__: null,
  alnum: 'a-zA-Z0-9',
  alpha: 'a-zA-Z',
  ascii: '\\x00-\\x7F',
  blank: ' \\t',
  cntrl: '\\x00-\\x1F\\x7F',
  digit: '0-9',
  graph: '\\x21-\\x7E',
  lower: 'a-z',
  print: '\\x20-\\x7E ',
  punct: '\\-!"#$%&\'()\\*+,./:;<=>?@[\\]^_`{|}~',
  space: ' \\t\\r\\n\\v\\f',
  upper: 'A-Z',
  word: 'A-Za-z0-9_',
  xdigit: 'A-Fa-f0-9'
};

module.exports = {
  DEFAULT_MAX_EXTGLOB_RECURSION,
  MAX_LENGTH: 1024 * 64,
  POSIX_REGEX_SOURCE,

  // regular expressions
  REGEX_BACKSLASH: /\\(?![*+?^${}(|)[\]])/g,
  REGEX_NON_SPECIAL_CHARS: /^[^@![\].,$*+?^{}()|\\/]+/,
  REGEX_SPECIAL_CHARS: /[-*+?.^${}(|)[\]]/,
  REGEX_SPECIAL_CHARS_BACKREF: /(\\?)((\W)(\3*))/g,
  REGEX_SPECIAL_CHARS_GLOBAL: /([-*+?.^${}(|)[\]])/g,
  REGEX_REMOVE_BACKSLASH: /(?:\[.*?[^\\]\]|\\(?=.))/g,

  // Replace globs with equivalent patterns to reduce parsing time.
  REPLACEMENTS: {
    __proto__: null,
    '***': '*',
    '**/**': '**',
    '**/**/**': '**'
  },

  // Digits
  CHAR_0: 48, /* 0 */
  CHAR_9: 57, /* 9 */

  // Alphabet chars.
  CHAR_UPPERCASE_A: 65, /* A */
  CHAR_LOWERCASE_A: 97, /* a */
  CHAR_UPPERCASE_Z: 90, /* Z */
  CHAR_LOWERCASE_Z: 122, /* z */

  CHAR_LEFT_PARENTHESES: 40, /* ( */
  CHAR_RIGHT_PARENTHESES: 41, /* ) */

  CHAR_ASTERISK: 42, /* * */

  // Non-alphabetic chars.
  CHAR_AMPERSAND: 38, /* & */
  CHAR_AT: 64, /* @ */
  CHAR_BACKWARD_SLASH: 92, /* \ */
  CHAR_CARRIAGE_RETURN: 13, /* \r */
  CHAR_CIRCUMFLEX_ACCENT: 94, /* ^ */
  CHAR_COLON: 58, /* : */
  CHAR_COMMA: 44, /* , */
  CHAR_DOT: 46, /* . */
  CHAR_DOUBLE_QUOTE: 34, /* " */
  CHAR_EQUAL: 61, /* = */
  CHAR_EXCLAMATION_MARK: 33, /* ! */
  CHAR_FORM_FEED: 12, /* \f */
  CHAR_FORWARD_SLASH: 47, /* / */
  CHAR_GRAVE_ACCENT: 96, /* ` */
  CHAR_HASH: 35, /* # */
  CHAR_HYPHEN_MINUS: 45, /* - */
  CHAR_LEFT_ANGLE_BRACKET: 60, /* < */
  CHAR_LEFT_CURLY_BRACE: 123, /* { */
  CHAR_LEFT_SQUARE_BRACKET: 91, /* [ */
  CHAR_LINE_FEED: 10, /* \n */
  CHAR_NO_BREAK_SPACE: 160, /* \u00A0 */
  CHAR_PERCENT: 37, /* % */
  CHAR_PLUS: 43, /* + */
  CHAR_QUESTION_MARK: 63, /* ? */
  CHAR_RIGHT_ANGLE_BRACKET: 62, /* > */
  CHAR_RIGHT_CURLY_BRACE: 125, /* } */
  CHAR_RIGHT_SQUARE_BRACKET: 93, /* ] */
  CHAR_SEMICOLON: 59, /* ; */
  CHAR_SINGLE_QUOTE: 39, /* ' */
  CHAR_SPACE: 32, /*   */
  CHAR_TAB: 9, /* \t */
  CHAR_UNDERSCORE: 95, /* _ */
  CHAR_VERTICAL_LINE: 124, /* | */
  CHAR_ZERO_WIDTH_NOBREAK_SPACE: 65279, /* \uFEFF */

  /**
   * Create EXTGLOB_CHARS
   */

  extglobChars(chars) {
    return {
      '!': { type: 'negate', open: '(?:(?!(?:', close: `))${chars.STAR})` },
      '?': { type: 'qmark', open: '(?:', close: ')?' },
      '+': { type: 'plus', open: '(?:', close: ')+' },
      '*': { type: 'star', open: '(?:', close: ')*' },
      '@': { type: 'at', open: '(?:', close: ')' }
    };
  },

  /**
   * Create GLOB_CHARS
   */

  globChars(win32) {
    return win32 === true ? WINDOWS_CHARS : POSIX_CHARS;
  }
};


/***/ }),

/***/ 8265:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const constants = __nccwpck_require__(5595);
const utils = __nccwpck_require__(4059);

/**
 * Constants
 */

const {
  MAX_LENGTH,
  POSIX_REGEX_SOURCE,
  REGEX_NON_SPECIAL_CHARS,
  REGEX_SPECIAL_CHARS_BACKREF,
  REPLACEMENTS
} = constants;

/**
 * Helpers
 */

const expandRange = (args, options) => {
  if (typeof options.expandRange === 'function') {
    return options.expandRange(...args, options);
  }

  args.sort();
  const value = `[${args.join('-')}]`;

  try {
    /* eslint-disable-next-line no-new */
    new RegExp(value);
  } catch (ex) {
    return args.map(v => utils.escapeRegex(v)).join('..');
  }

  return value;
};

/**
 * Create the message for a syntax error
 */

const syntaxError = (type, char) => {
  return `Missing ${type}: "${char}" - use "\\\\${char}" to match literal characters`;
};

const splitTopLevel = input => {
  const parts = [];
  let bracket = 0;
  let paren = 0;
  let quote = 0;
  let value = '';
  let escaped = false;

  for (const ch of input) {
    if (escaped === true) {
      value += ch;
      escaped = false;
      continue;
    }

    if (ch === '\\') {
      value += ch;
      escaped = true;
      continue;
    }

    if (ch === '"') {
      quote = quote === 1 ? 0 : 1;
      value += ch;
      continue;
    }

    if (quote === 0) {
      if (ch === '[') {
        bracket++;
      } else if (ch === ']' && bracket > 0) {
        bracket--;
      } else if (bracket === 0) {
        if (ch === '(') {
          paren++;
        } else if (ch === ')' && paren > 0) {
          paren--;
        } else if (ch === '|' && paren === 0) {
          parts.push(value);
          value = '';
          continue;
        }
      }
    }

    value += ch;
  }

  parts.push(value);
  return parts;
};

const isPlainBranch = branch => {
  let escaped = false;

  for (const ch of branch) {
    if (escaped === true) {
      escaped = false;
      continue;
    }

    if (ch === '\\') {
      escaped = true;
      continue;
    }

    if (/[?*+@!()[\]{}]/.test(ch)) {
      return false;
    }
  }

  return true;
};

const normalizeSimpleBranch = branch => {
  let value = branch.trim();
  let changed = true;

  while (changed === true) {
    changed = false;

    if (/^@\([^\\()[\]{}|]+\)$/.test(value)) {
      value = value.slice(2, -1);
      changed = true;
    }
  }

  if (!isPlainBranch(value)) {
    return;
  }

  return value.replace(/\\(.)/g, '$1');
};

const hasRepeatedCharPrefixOverlap = branches => {
  const values = branches.map(normalizeSimpleBranch).filter(Boolean);

  for (let i = 0; i < values.length; i++) {
    for (let j = i + 1; j < values.length; j++) {
      const a = values[i];
      const b = values[j];
      const char = a[0];

      if (!char || a !== char.repeat(a.length) || b !== char.repeat(b.length)) {
        continue;
      }

      if (a === b || a.startsWith(b) || b.startsWith(a)) {
        return true;
      }
    }
  }

  return false;
};

const parseRepeatedExtglob = (pattern, requireEnd = true) => {
  if ((pattern[0] !== '+' && pattern[0] !== '*') || pattern[1] !== '(') {
    return;
  }

  let bracket = 0;
  let paren = 0;
  let quote = 0;
  let escaped = false;

  for (let i = 1; i < pattern.length; i++) {
    const ch = pattern[i];

    if (escaped === true) {
      escaped = false;
      continue;
    }

    if (ch === '\\') {
      escaped = true;
      continue;
    }

    if (ch === '"') {
      quote = quote === 1 ? 0 : 1;
      continue;
    }

    if (quote === 1) {
      continue;
    }

    if (ch === '[') {
      bracket++;
      continue;
    }

    if (ch === ']' && bracket > 0) {
      bracket--;
      continue;
    }

    if (bracket > 0) {
      continue;
    }

    if (ch === '(') {
      paren++;
      continue;
    }

    if (ch === ')') {
      paren--;

      if (paren === 0) {
        if (requireEnd === true && i !== pattern.length - 1) {
          return;
        }

        return {
          type: pattern[0],
          body: pattern.slice(2, i),
          end: i
        };
      }
    }
  }
};

const buildCharClassStar = chars => {
  const source = chars.length === 1
    ? utils.escapeRegex(chars[0])
    : `[${chars.map(ch => utils.escapeRegex(ch)).join('')}]`;

  return `${source}*`;
};

const getStarExtglobSequenceChars = pattern => {
  let index = 0;
  const chars = [];

  while (index < pattern.length) {
    const match = parseRepeatedExtglob(pattern.slice(index), false);

    if (!match || match.type !== '*') {
      return;
    }

    const branches = splitTopLevel(match.body).map(branch => branch.trim());
    if (branches.length !== 1) {
      return;
    }

    const branch = normalizeSimpleBranch(branches[0]);
    if (!branch || branch.length !== 1) {
      return;
    }

    chars.push(branch);
    index += match.end + 1;
  }

  if (chars.length < 1) {
    return;
  }

  return chars;
};

const repeatedExtglobRecursion = pattern => {
  let depth = 0;
  let value = pattern.trim();
  let match = parseRepeatedExtglob(value);

  while (match) {
    depth++;
    value = match.body.trim();
    match = parseRepeatedExtglob(value);
  }

  return depth;
};

const analyzeRepeatedExtglob = (body, options) => {
  if (options.maxExtglobRecursion === false) {
    return { risky: false };
  }

  const max =
    typeof options.maxExtglobRecursion === 'number'
      ? options.maxExtglobRecursion
      : constants.DEFAULT_MAX_EXTGLOB_RECURSION;

  const branches = splitTopLevel(body).map(branch => branch.trim());

  if (branches.length > 1) {
    if (
      branches.some(branch => branch === '') ||
      branches.some(branch => /^[*?]+$/.test(branch)) ||
      hasRepeatedCharPrefixOverlap(branches)
    ) {
      return { risky: true };
    }
  }

  // A repeated extglob is "risky" (prone to catastrophic backtracking) when a
  // branch is itself a `*(...)` sequence, since that nests an unbounded quantifier
  // inside the outer `+(...)`/`*(...)`. When *every* branch reduces to single
  // characters we can emit one flat, ReDoS-safe character class that preserves the
  // meaning of ALL branches (e.g. `+(*(a)|*(b))` -> `[ab]*`), rather than dropping
  // every branch but the first.
  const safeChars = [];
  let sawStarSequence = false;
  let combinable = true;

  for (const branch of branches) {
    const chars = getStarExtglobSequenceChars(branch);
    if (chars) {
      sawStarSequence = true;
      safeChars.push(...chars);
      continue;
    }

    const literal = normalizeSimpleBranch(branch);
    if (literal && literal.length === 1) {
      safeChars.push(literal);
      continue;
    }

    combinable = false;

    if (repeatedExtglobRecursion(branch) > max) {
      return { risky: true };
    }
  }

  if (sawStarSequence) {
    return combinable
      ? { risky: true, safeOutput: buildCharClassStar([...new Set(safeChars)]) }
      : { risky: true };
  }

  return { risky: false };
};

/**
 * Parse the given input string.
 * @param {String} input
 * @param {Object} options
 * @return {Object}
 */

const parse = (input, options) => {
  if (typeof input !== 'string') {
    throw new TypeError('Expected a string');
  }

  input = REPLACEMENTS[input] || input;

  const opts = { ...options };
  const max = typeof opts.maxLength === 'number' ? Math.min(MAX_LENGTH, opts.maxLength) : MAX_LENGTH;

  let len = input.length;
  if (len > max) {
    throw new SyntaxError(`Input length: ${len}, exceeds maximum allowed length: ${max}`);
  }

  const bos = { type: 'bos', value: '', output: opts.prepend || '' };
  const tokens = [bos];

  const capture = opts.capture ? '' : '?:';

  // create constants based on platform, for windows or posix
  const PLATFORM_CHARS = constants.globChars(opts.windows);
  const EXTGLOB_CHARS = constants.extglobChars(PLATFORM_CHARS);

  const {
    DOT_LITERAL,
    PLUS_LITERAL,
    SLASH_LITERAL,
    ONE_CHAR,
    DOTS_SLASH,
    NO_DOT,
    NO_DOT_SLASH,
    NO_DOTS_SLASH,
    QMARK,
    QMARK_NO_DOT,
    STAR,
    START_ANCHOR
  } = PLATFORM_CHARS;

  const globstar = opts => {
    return `(${capture}(?:(?!${START_ANCHOR}${opts.dot ? DOTS_SLASH : DOT_LITERAL}).)*?)`;
  };

  const nodot = opts.dot ? '' : NO_DOT;
  const qmarkNoDot = opts.dot ? QMARK : QMARK_NO_DOT;
  let star = opts.bash === true ? globstar(opts) : STAR;

  if (opts.capture) {
    star = `(${star})`;
  }

  // minimatch options support
  if (typeof opts.noext === 'boolean') {
    opts.noextglob = opts.noext;
  }

  const state = {
    input,
    index: -1,
    start: 0,
    dot: opts.dot === true,
    consumed: '',
    output: '',
    prefix: '',
    backtrack: false,
    negated: false,
    brackets: 0,
    braces: 0,
    parens: 0,
    quotes: 0,
    globstar: false,
    tokens
  };

  input = utils.removePrefix(input, state);
  len = input.length;

  const extglobs = [];
  const braces = [];
  const stack = [];
  let prev = bos;
  let value;

  /**
   * Tokenizing helpers
   */

  const eos = () => state.index === len - 1;
  const peek = state.peek = (n = 1) => input[state.index + n];
  const advance = state.advance = () => input[++state.index] || '';
  const remaining = () => input.slice(state.index + 1);
  const consume = (value = '', num = 0) => {
    state.consumed += value;
    state.index += num;
  };

  const append = token => {
    state.output += token.output != null ? token.output : token.value;
    consume(token.value);
  };

  const negate = () => {
    let count = 1;

    while (peek() === '!' && (peek(2) !== '(' || peek(3) === '?')) {
      advance();
      state.start++;
      count++;
    }

    if (count % 2 === 0) {
      return false;
    }

    state.negated = true;
    state.start++;
    return true;
  };

  const increment = type => {
    state[type]++;
    stack.push(type);
  };

  const decrement = type => {
    state[type]--;
    stack.pop();
  };

  /**
   * Push tokens onto the tokens array. This helper speeds up
   * tokenizing by 1) helping us avoid backtracking as much as possible,
   * and 2) helping us avoid creating extra tokens when consecutive
   * characters are plain text. This improves performance and simplifies
   * lookbehinds.
   */

  const push = tok => {
    if (prev.type === 'globstar') {
      const isBrace = state.braces > 0 && (tok.type === 'comma' || tok.type === 'brace');
      const isExtglob = tok.extglob === true || (extglobs.length && (tok.type === 'pipe' || tok.type === 'paren'));

      if (tok.type !== 'slash' && tok.type !== 'paren' && !isBrace && !isExtglob) {
        state.output = state.output.slice(0, -prev.output.length);
        prev.type = 'star';
        prev.value = '*';
        prev.output = star;
        state.output += prev.output;
      }
    }

    if (extglobs.length && tok.type !== 'paren') {
      extglobs[extglobs.length - 1].inner += tok.value;
    }

    if (tok.value || tok.output) append(tok);
    if (prev && prev.type === 'text' && tok.type === 'text') {
      prev.output = (prev.output || prev.value) + tok.value;
      prev.value += tok.value;
      return;
    }

    tok.prev = prev;
    tokens.push(tok);
    prev = tok;
  };

  const extglobOpen = (type, value) => {
    const token = { ...EXTGLOB_CHARS[value], conditions: 1, inner: '' };

    token.prev = prev;
    token.parens = state.parens;
    token.output = state.output;
    token.startIndex = state.index;
    token.tokensIndex = tokens.length;
    const output = (opts.capture ? '(' : '') + token.open;

    increment('parens');
    push({ type, value, output: state.output ? '' : ONE_CHAR });
    push({ type: 'paren', extglob: true, value: advance(), output });
    extglobs.push(token);
  };

  const extglobClose = token => {
    const literal = input.slice(token.startIndex, state.index + 1);
    const body = input.slice(token.startIndex + 2, state.index);
    const analysis = analyzeRepeatedExtglob(body, opts);

    if ((token.type === 'plus' || token.type === 'star') && analysis.risky) {
      const safeOutput = analysis.safeOutput
        ? (token.output ? '' : ONE_CHAR) + (opts.capture ? `(${analysis.safeOutput})` : analysis.safeOutput)
        : undefined;
      const open = tokens[token.tokensIndex];

      open.type = 'text';
      open.value = literal;
      open.output = safeOutput || utils.escapeRegex(literal);

      for (let i = token.tokensIndex + 1; i < tokens.length; i++) {
        tokens[i].value = '';
        tokens[i].output = '';
        delete tokens[i].suffix;
      }

      state.output = token.output + open.output;
      state.backtrack = true;

      push({ type: 'paren', extglob: true, value, output: '' });
      decrement('parens');
      return;
    }

    let output = token.close + (opts.capture ? ')' : '');
    let rest;

    if (token.type === 'negate') {
      let extglobStar = star;

      if (token.inner && token.inner.length > 1 && token.inner.includes('/')) {
        extglobStar = globstar(opts);
      }

      if (extglobStar !== star || eos() || /^\)+$/.test(remaining())) {
        output = token.close = `)$))${extglobStar}`;
      }

      if (token.inner.includes('*') && (rest = remaining()) && /^\.[^\\/.]+$/.test(rest)) {
        // Any non-magical string (`.ts`) or even nested expression (`.{ts,tsx}`) can follow after the closing parenthesis.
        // In this case, we need to parse the string and use it in the output of the original pattern.
        // Suitable patterns: `/!(*.d).ts`, `/!(*.d).{ts,tsx}`, `**/!(*-dbg).@(js)`.
        //
        // Disabling the `fastpaths` option due to a problem with parsing strings as `.ts` in the pattern like `**/!(*.d).ts`.
        const expression = parse(rest, { ...options, fastpaths: false }).output;

        output = token.close = `)${expression})${extglobStar})`;
      }

      if (token.prev.type === 'bos') {
        state.negatedExtglob = true;
      }
    }

    push({ type: 'paren', extglob: true, value, output });
    decrement('parens');
  };

  /**
   * Fast paths
   */

  if (opts.fastpaths !== false && !/(^[*!]|[/()[\]{}"])/.test(input)) {
    let backslashes = false;

    let output = input.replace(REGEX_SPECIAL_CHARS_BACKREF, (m, esc, chars, first, rest, index) => {
      if (first === '\\') {
        backslashes = true;
        return m;
      }

      if (first === '?') {
        if (esc) {
          return esc + first + (rest ? QMARK.repeat(rest.length) : '');
        }
        if (index === 0) {
          return qmarkNoDot + (rest ? QMARK.repeat(rest.length) : '');
        }
        return QMARK.repeat(chars.length);
      }

      if (first === '.') {
        return DOT_LITERAL.repeat(chars.length);
      }

      if (first === '*') {
        if (esc) {
          return esc + first + (rest ? star : '');
        }
        return star;
      }
      return esc ? m : `\\${m}`;
    });

    if (backslashes === true) {
      if (opts.unescape === true) {
        output = output.replace(/\\/g, '');
      } else {
        output = output.replace(/\\+/g, m => {
          return m.length % 2 === 0 ? '\\\\' : (m ? '\\' : '');
        });
      }
    }

    if (output === input && opts.contains === true) {
      state.output = input;
      return state;
    }

    state.output = utils.wrapOutput(output, state, options);
    return state;
  }

  /**
   * Tokenize input until we reach end-of-string
   */

  while (!eos()) {
    value = advance();

    if (value === '\u0000') {
      continue;
    }

    /**
     * Escaped characters
     */

    if (value === '\\') {
      const next = peek();

      if (next === '/' && opts.bash !== true) {
        continue;
      }

      if (next === '.' || next === ';') {
        continue;
      }

      if (!next) {
        value += '\\';
        push({ type: 'text', value });
        continue;
      }

      // collapse slashes to reduce potential for exploits
      const match = /^\\+/.exec(remaining());
      let slashes = 0;

      if (match && match[0].length > 2) {
        slashes = match[0].length;
        state.index += slashes;
        if (slashes % 2 !== 0) {
          value += '\\';
        }
      }

      if (opts.unescape === true) {
        value = advance();
      } else {
        value += advance();
      }

      if (state.brackets === 0) {
        push({ type: 'text', value });
        continue;
      }
    }

    /**
     * If we're inside a regex character class, continue
     * until we reach the closing bracket.
     */

    if (state.brackets > 0 && (value !== ']' || prev.value === '[' || prev.value === '[^')) {
      if (opts.posix !== false && value === ':') {
        const inner = prev.value.slice(1);
        if (inner.includes('[')) {
          prev.posix = true;

          if (inner.includes(':')) {
            const idx = prev.value.lastIndexOf('[');
            const pre = prev.value.slice(0, idx);
            const rest = prev.value.slice(idx + 2);
            const posix = POSIX_REGEX_SOURCE[rest];
            if (posix) {
              prev.value = pre + posix;
              state.backtrack = true;
              advance();

              if (!bos.output && tokens.indexOf(prev) === 1) {
                bos.output = ONE_CHAR;
              }
              continue;
            }
          }
        }
      }

      if ((value === '[' && peek() !== ':') || (value === '-' && peek() === ']')) {
        value = `\\${value}`;
      }

      if (value === ']' && (prev.value === '[' || prev.value === '[^')) {
        value = `\\${value}`;
      }

      if (opts.posix === true && value === '!' && prev.value === '[') {
        value = '^';
      }

      prev.value += value;
      append({ value });
      continue;
    }

    /**
     * If we're inside a quoted string, continue
     * until we reach the closing double quote.
     */

    if (state.quotes === 1 && value !== '"') {
      value = utils.escapeRegex(value);
      prev.value += value;
      append({ value });
      continue;
    }

    /**
     * Double quotes
     */

    if (value === '"') {
      state.quotes = state.quotes === 1 ? 0 : 1;
      if (opts.keepQuotes === true) {
        push({ type: 'text', value });
      }
      continue;
    }

    /**
     * Parentheses
     */

    if (value === '(') {
      increment('parens');
      push({ type: 'paren', value });
      continue;
    }

    if (value === ')') {
      if (state.parens === 0 && opts.strictBrackets === true) {
        throw new SyntaxError(syntaxError('opening', '('));
      }

      const extglob = extglobs[extglobs.length - 1];
      if (extglob && state.parens === extglob.parens + 1) {
        extglobClose(extglobs.pop());
        continue;
      }

      push({ type: 'paren', value, output: state.parens ? ')' : '\\)' });
      decrement('parens');
      continue;
    }

    /**
     * Square brackets
     */

    if (value === '[') {
      if (opts.nobracket === true || !remaining().includes(']')) {
        if (opts.nobracket !== true && opts.strictBrackets === true) {
          throw new SyntaxError(syntaxError('closing', ']'));
        }

        value = `\\${value}`;
      } else {
        increment('brackets');
      }

      push({ type: 'bracket', value });
      continue;
    }

    if (value === ']') {
      if (opts.nobracket === true || (prev && prev.type === 'bracket' && prev.value.length === 1)) {
        push({ type: 'text', value, output: `\\${value}` });
        continue;
      }

      if (state.brackets === 0) {
        if (opts.strictBrackets === true) {
          throw new SyntaxError(syntaxError('opening', '['));
        }

        push({ type: 'text', value, output: `\\${value}` });
        continue;
      }

      decrement('brackets');

      const prevValue = prev.value.slice(1);
      if (prev.posix !== true && prevValue[0] === '^' && !prevValue.includes('/')) {
        value = `/${value}`;
      }

      prev.value += value;
      append({ value });

      // when literal brackets are explicitly disabled
      // assume we should match with a regex character class
      if (opts.literalBrackets === false || utils.hasRegexChars(prevValue)) {
        continue;
      }

      const escaped = utils.escapeRegex(prev.value);
      state.output = state.output.slice(0, -prev.value.length);

      // when literal brackets are explicitly enabled
      // assume we should escape the brackets to match literal characters
      if (opts.literalBrackets === true) {
        state.output += escaped;
        prev.value = escaped;
        continue;
      }

      // when the user specifies nothing, try to match both
      prev.value = `(${capture}${escaped}|${prev.value})`;
      state.output += prev.value;
      continue;
    }

    /**
     * Braces
     */

    if (value === '{' && opts.nobrace !== true) {
      increment('braces');

      const open = {
        type: 'brace',
        value,
        output: '(',
        outputIndex: state.output.length,
        tokensIndex: state.tokens.length
      };

      braces.push(open);
      push(open);
      continue;
    }

    if (value === '}') {
      const brace = braces[braces.length - 1];

      if (opts.nobrace === true || !brace) {
        push({ type: 'text', value, output: value });
        continue;
      }

      let output = ')';

      if (brace.dots === true) {
        const arr = tokens.slice();
        const range = [];

        for (let i = arr.length - 1; i >= 0; i--) {
          tokens.pop();
          if (arr[i].type === 'brace') {
            break;
          }
          if (arr[i].type !== 'dots') {
            range.unshift(arr[i].value);
          }
        }

        output = expandRange(range, opts);
        state.backtrack = true;
      }

      if (brace.comma !== true && brace.dots !== true) {
        const out = state.output.slice(0, brace.outputIndex);
        const toks = state.tokens.slice(brace.tokensIndex);
        brace.value = brace.output = '\\{';
        value = output = '\\}';
        state.output = out;
        for (const t of toks) {
          state.output += (t.output || t.value);
        }
      }

      push({ type: 'brace', value, output });
      decrement('braces');
      braces.pop();
      continue;
    }

    /**
     * Pipes
     */

    if (value === '|') {
      if (extglobs.length > 0) {
        extglobs[extglobs.length - 1].conditions++;
      }
      push({ type: 'text', value });
      continue;
    }

    /**
     * Commas
     */

    if (value === ',') {
      let output = value;

      const brace = braces[braces.length - 1];
      if (brace && stack[stack.length - 1] === 'braces') {
        brace.comma = true;
        output = '|';
      }

      push({ type: 'comma', value, output });
      continue;
    }

    /**
     * Slashes
     */

    if (value === '/') {
      // if the beginning of the glob is "./", advance the start
      // to the current index, and don't add the "./" characters
      // to the state. This greatly simplifies lookbehinds when
      // checking for BOS characters like "!" and "." (not "./")
      if (prev.type === 'dot' && state.index === state.start + 1) {
        state.start = state.index + 1;
        state.consumed = '';
        state.output = '';
        tokens.pop();
        prev = bos; // reset "prev" to the first token
        continue;
      }

      push({ type: 'slash', value, output: SLASH_LITERAL });
      continue;
    }

    /**
     * Dots
     */

    if (value === '.') {
      if (state.braces > 0 && prev.type === 'dot') {
        if (prev.value === '.') prev.output = DOT_LITERAL;
        const brace = braces[braces.length - 1];
        prev.type = 'dots';
        prev.output += value;
        prev.value += value;
        brace.dots = true;
        continue;
      }

      if ((state.braces + state.parens) === 0 && prev.type !== 'bos' && prev.type !== 'slash') {
        push({ type: 'text', value, output: DOT_LITERAL });
        continue;
      }

      push({ type: 'dot', value, output: DOT_LITERAL });
      continue;
    }

    /**
     * Question marks
     */

    if (value === '?') {
      const isGroup = prev && prev.value === '(';
      if (!isGroup && opts.noextglob !== true && peek() === '(' && peek(2) !== '?') {
        extglobOpen('qmark', value);
        continue;
      }

      if (prev && prev.type === 'paren') {
        const next = peek();
        let output = value;

        if ((prev.value === '(' && !/[!=<:]/.test(next)) || (next === '<' && !/<([!=]|\w+>)/.test(remaining()))) {
          output = `\\${value}`;
        }

        push({ type: 'text', value, output });
        continue;
      }

      if (opts.dot !== true && (prev.type === 'slash' || prev.type === 'bos')) {
        push({ type: 'qmark', value, output: QMARK_NO_DOT });
        continue;
      }

      push({ type: 'qmark', value, output: QMARK });
      continue;
    }

    /**
     * Exclamation
     */

    if (value === '!') {
      if (opts.noextglob !== true && peek() === '(') {
        if (peek(2) !== '?' || !/[!=<:]/.test(peek(3))) {
          extglobOpen('negate', value);
          continue;
        }
      }

      if (opts.nonegate !== true && state.index === 0) {
        negate();
        continue;
      }
    }

    /**
     * Plus
     */

    if (value === '+') {
      if (opts.noextglob !== true && peek() === '(' && peek(2) !== '?') {
        extglobOpen('plus', value);
        continue;
      }

      if ((prev && prev.value === '(') || opts.regex === false) {
        push({ type: 'plus', value, output: PLUS_LITERAL });
        continue;
      }

      if ((prev && (prev.type === 'bracket' || prev.type === 'paren' || prev.type === 'brace')) || state.parens > 0) {
        push({ type: 'plus', value });
        continue;
      }

      push({ type: 'plus', value: PLUS_LITERAL });
      continue;
    }

    /**
     * Plain text
     */

    if (value === '@') {
      if (opts.noextglob !== true && peek() === '(' && peek(2) !== '?') {
        push({ type: 'at', extglob: true, value, output: '' });
        continue;
      }

      push({ type: 'text', value });
      continue;
    }

    /**
     * Plain text
     */

    if (value !== '*') {
      if (value === '$' || value === '^') {
        value = `\\${value}`;
      }

      const match = REGEX_NON_SPECIAL_CHARS.exec(remaining());
      if (match) {
        value += match[0];
        state.index += match[0].length;
      }

      push({ type: 'text', value });
      continue;
    }

    /**
     * Stars
     */

    if (prev && (prev.type === 'globstar' || prev.star === true)) {
      prev.type = 'star';
      prev.star = true;
      prev.value += value;
      prev.output = star;
      state.backtrack = true;
      state.globstar = true;
      consume(value);
      continue;
    }

    let rest = remaining();
    if (opts.noextglob !== true && /^\([^?]/.test(rest)) {
      extglobOpen('star', value);
      continue;
    }

    if (prev.type === 'star') {
      if (opts.noglobstar === true) {
        consume(value);
        continue;
      }

      const prior = prev.prev;
      const before = prior.prev;
      const isStart = prior.type === 'slash' || prior.type === 'bos';
      const afterStar = before && (before.type === 'star' || before.type === 'globstar');

      if (opts.bash === true && (!isStart || (rest[0] && rest[0] !== '/'))) {
        push({ type: 'star', value, output: '' });
        continue;
      }

      const isBrace = state.braces > 0 && (prior.type === 'comma' || prior.type === 'brace');
      const isExtglob = extglobs.length && (prior.type === 'pipe' || prior.type === 'paren');
      if (!isStart && prior.type !== 'paren' && !isBrace && !isExtglob) {
        push({ type: 'star', value, output: '' });
        continue;
      }

      // strip consecutive `/**/`
      while (rest.slice(0, 3) === '/**') {
        const after = input[state.index + 4];
        if (after && after !== '/') {
          break;
        }
        rest = rest.slice(3);
        consume('/**', 3);
      }

      // A globstar followed only by balanced closing parens is at the logical end of patterns like
      // `test(/utils/**)` and `test?(/utils/**)`. Treat it as EOS so the trailing `/**` can match its
      // parent path, except in negated extglobs where that would change the exclusion semantics.
      const isEnd = eos() || (
        state.parens > 0
        && rest === ')'.repeat(state.parens)
        && !extglobs.some(extglob => extglob.type === 'negate')
      );

      if (prior.type === 'bos' && eos()) {
        prev.type = 'globstar';
        prev.value += value;
        prev.output = globstar(opts);
        state.output = prev.output;
        state.globstar = true;
        consume(value);
        continue;
      }

      if (prior.type === 'slash' && prior.prev.type !== 'bos' && !afterStar && isEnd) {
        state.output = state.output.slice(0, -(prior.output + prev.output).length);
        prior.output = `(?:${prior.output}`;

        prev.type = 'globstar';
        prev.output = globstar(opts) + (opts.strictSlashes ? ')' : '|$)');
        prev.value += value;
        state.globstar = true;
        state.output += prior.output + prev.output;
        consume(value);
        continue;
      }

      if (prior.type === 'slash' && prior.prev.type !== 'bos' && rest[0] === '/') {
        const end = rest[1] !== void 0 ? '|$' : '';

        state.output = state.output.slice(0, -(prior.output + prev.output).length);
        prior.output = `(?:${prior.output}`;

        prev.type = 'globstar';
        prev.output = `${globstar(opts)}${SLASH_LITERAL}|${SLASH_LITERAL}${end})`;
        prev.value += value;

        state.output += prior.output + prev.output;
        state.globstar = true;

        consume(value + advance());

        push({ type: 'slash', value: '/', output: '' });
        continue;
      }

      if (prior.type === 'bos' && rest[0] === '/') {
        prev.type = 'globstar';
        prev.value += value;
        prev.output = `(?:^|${SLASH_LITERAL}|${globstar(opts)}${SLASH_LITERAL})`;
        state.output = prev.output;
        state.globstar = true;
        consume(value + advance());
        push({ type: 'slash', value: '/', output: '' });
        continue;
      }

      // remove single star from output
      state.output = state.output.slice(0, -prev.output.length);

      // reset previous token to globstar
      prev.type = 'globstar';
      prev.output = globstar(opts);
      prev.value += value;

      // reset output with globstar
      state.output += prev.output;
      state.globstar = true;
      consume(value);
      continue;
    }

    const token = { type: 'star', value, output: star };

    if (opts.bash === true) {
      token.output = '.*?';
      if (prev.type === 'bos' || prev.type === 'slash') {
        token.output = nodot + token.output;
      }
      push(token);
      continue;
    }

    if (prev && (prev.type === 'bracket' || prev.type === 'paren') && opts.regex === true) {
      token.output = value;
      push(token);
      continue;
    }

    if (state.index === state.start || prev.type === 'slash' || prev.type === 'dot') {
      if (prev.type === 'dot') {
        state.output += NO_DOT_SLASH;
        prev.output += NO_DOT_SLASH;

      } else if (opts.dot === true) {
        state.output += NO_DOTS_SLASH;
        prev.output += NO_DOTS_SLASH;

      } else {
        state.output += nodot;
        prev.output += nodot;
      }

      if (peek() !== '*') {
        state.output += ONE_CHAR;
        prev.output += ONE_CHAR;
      }
    }

    push(token);
  }

  while (state.brackets > 0) {
    if (opts.strictBrackets === true) throw new SyntaxError(syntaxError('closing', ']'));
    state.output = utils.escapeLast(state.output, '[');
    decrement('brackets');
  }

  while (state.parens > 0) {
    if (opts.strictBrackets === true) throw new SyntaxError(syntaxError('closing', ')'));
    state.output = utils.escapeLast(state.output, '(');
    decrement('parens');
  }

  while (state.braces > 0) {
    if (opts.strictBrackets === true) throw new SyntaxError(syntaxError('closing', '}'));
    state.output = utils.escapeLast(state.output, '{');
    decrement('braces');
  }

  if (opts.strictSlashes !== true && (prev.type === 'star' || prev.type === 'bracket')) {
    push({ type: 'maybe_slash', value: '', output: `${SLASH_LITERAL}?` });
  }

  // rebuild the output if we had to backtrack at any point
  if (state.backtrack === true) {
    state.output = '';

    for (const token of state.tokens) {
      state.output += token.output != null ? token.output : token.value;

      if (token.suffix) {
        state.output += token.suffix;
      }
    }
  }

  return state;
};

/**
 * Fast paths for creating regular expressions for common glob patterns.
 * This can significantly speed up processing and has very little downside
 * impact when none of the fast paths match.
 */

parse.fastpaths = (input, options) => {
  const opts = { ...options };
  const max = typeof opts.maxLength === 'number' ? Math.min(MAX_LENGTH, opts.maxLength) : MAX_LENGTH;
  const len = input.length;
  if (len > max) {
    throw new SyntaxError(`Input length: ${len}, exceeds maximum allowed length: ${max}`);
  }

  input = REPLACEMENTS[input] || input;

  // create constants based on platform, for windows or posix
  const {
    DOT_LITERAL,
    SLASH_LITERAL,
    ONE_CHAR,
    DOTS_SLASH,
    NO_DOT,
    NO_DOTS,
    NO_DOTS_SLASH,
    STAR,
    START_ANCHOR
  } = constants.globChars(opts.windows);

  const nodot = opts.dot ? NO_DOTS : NO_DOT;
  const slashDot = opts.dot ? NO_DOTS_SLASH : NO_DOT;
  const capture = opts.capture ? '' : '?:';
  const state = { negated: false, prefix: '' };
  let star = opts.bash === true ? '.*?' : STAR;

  if (opts.capture) {
    star = `(${star})`;
  }

  const globstar = opts => {
    if (opts.noglobstar === true) return star;
    return `(${capture}(?:(?!${START_ANCHOR}${opts.dot ? DOTS_SLASH : DOT_LITERAL}).)*?)`;
  };

  const create = str => {
    switch (str) {
      case '*':
        return `${nodot}${ONE_CHAR}${star}`;

      case '.*':
        return `${DOT_LITERAL}${ONE_CHAR}${star}`;

      case '*.*':
        return `${nodot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;

      case '*/*':
        return `${nodot}${star}${SLASH_LITERAL}${ONE_CHAR}${slashDot}${star}`;

      case '**':
        return nodot + globstar(opts);

      case '**/*':
        return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${slashDot}${ONE_CHAR}${star}`;

      case '**/*.*':
        return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${slashDot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;

      case '**/.*':
        return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${DOT_LITERAL}${ONE_CHAR}${star}`;

      default: {
        const match = /^(.*?)\.(\w+)$/.exec(str);
        if (!match) return;

        const source = create(match[1]);
        if (!source) return;

        return source + DOT_LITERAL + match[2];
      }
    }
  };

  const output = utils.removePrefix(input, state);
  let source = create(output);

  if (source && opts.strictSlashes !== true) {
    source += `${SLASH_LITERAL}?`;
  }

  return source;
};

module.exports = parse;


/***/ }),

/***/ 8016:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const scan = __nccwpck_require__(1781);
const parse = __nccwpck_require__(8265);
const utils = __nccwpck_require__(4059);
const constants = __nccwpck_require__(5595);
const isObject = val => val && typeof val === 'object' && !Array.isArray(val);

/**
 * Creates a matcher function from one or more glob patterns. The
 * returned function takes a string to match as its first argument,
 * and returns true if the string is a match. The returned matcher
 * function also takes a boolean as the second argument that, when true,
 * returns an object with additional information.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch(glob[, options]);
 *
 * const isMatch = picomatch('*.!(*a)');
 * console.log(isMatch('a.a')); //=> false
 * console.log(isMatch('a.b')); //=> true
 *
 * // For environments without `node.js`, `picomatch/posix` provides you a dependency-free matcher, without automatic OS detection.
 * const picomatch = require('picomatch/posix');
 * // the same API, defaulting to posix paths
 * const isMatch = picomatch('a/*');
 * console.log(isMatch('a\\b')); //=> false
 * console.log(isMatch('a/b')); //=> true
 *
 * // you can still configure the matcher function to accept windows paths
 * const isMatch = picomatch('a/*', { options: windows });
 * console.log(isMatch('a\\b')); //=> true
 * console.log(isMatch('a/b')); //=> true
 * ```
 * @name picomatch
 * @param {String|Array} `globs` One or more glob patterns.
 * @param {Object=} `options`
 * @return {Function=} Returns a matcher function.
 * @api public
 */

const picomatch = (glob, options, returnState = false) => {
  if (Array.isArray(glob)) {
    const fns = glob.map(input => picomatch(input, options, returnState));
    const arrayMatcher = str => {
      for (const isMatch of fns) {
        const state = isMatch(str);
        if (state) return state;
      }
      return false;
    };
    return arrayMatcher;
  }

  const isState = isObject(glob) && glob.tokens && glob.input;

  if (glob === '' || (typeof glob !== 'string' && !isState)) {
    throw new TypeError('Expected pattern to be a non-empty string');
  }

  const opts = options || {};
  const posix = opts.windows;
  const regex = isState
    ? picomatch.compileRe(glob, options)
    : picomatch.makeRe(glob, options, false, true);

  const state = regex.state;
  delete regex.state;

  let isIgnored = () => false;
  if (opts.ignore) {
    const ignoreOpts = { ...options, ignore: null, onMatch: null, onResult: null };
    isIgnored = picomatch(opts.ignore, ignoreOpts, returnState);
  }

  const matcher = (input, returnObject = false) => {
    const { isMatch, match, output } = picomatch.test(input, regex, options, { glob, posix });
    const result = { glob, state, regex, posix, input, output, match, isMatch };

    if (typeof opts.onResult === 'function') {
      opts.onResult(result);
    }

    if (isMatch === false) {
      result.isMatch = false;
      return returnObject ? result : false;
    }

    if (isIgnored(input)) {
      if (typeof opts.onIgnore === 'function') {
        opts.onIgnore(result);
      }
      result.isMatch = false;
      return returnObject ? result : false;
    }

    if (typeof opts.onMatch === 'function') {
      opts.onMatch(result);
    }
    return returnObject ? result : true;
  };

  if (returnState) {
    matcher.state = state;
  }

  return matcher;
};

/**
 * Test `input` with the given `regex`. This is used by the main
 * `picomatch()` function to test the input string.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch.test(input, regex[, options]);
 *
 * console.log(picomatch.test('foo/bar', /^(?:([^/]*?)\/([^/]*?))$/));
 * // { isMatch: true, match: [ 'foo/', 'foo', 'bar' ], output: 'foo/bar' }
 * ```
 * @param {String} `input` String to test.
 * @param {RegExp} `regex`
 * @return {Object} Returns an object with matching info.
 * @api public
 */

picomatch.test = (input, regex, options, { glob, posix } = {}) => {
  if (typeof input !== 'string') {
    throw new TypeError('Expected input to be a string');
  }

  if (input === '') {
    return { isMatch: false, output: '' };
  }

  const opts = options || {};
  const format = opts.format || (posix ? utils.toPosixSlashes : null);
  let match = input === glob;
  let output = (match && format) ? format(input) : input;

  if (match === false) {
    output = format ? format(input) : input;
    match = output === glob;
  }

  if (match === false || opts.capture === true) {
    if (opts.matchBase === true || opts.basename === true) {
      match = picomatch.matchBase(input, regex, options, posix);
    } else {
      match = regex.exec(output);
    }
  }

  return { isMatch: Boolean(match), match, output };
};

/**
 * Match the basename of a filepath.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch.matchBase(input, glob[, options]);
 * console.log(picomatch.matchBase('foo/bar.js', '*.js'); // true
 * ```
 * @param {String} `input` String to test.
 * @param {RegExp|String} `glob` Glob pattern or regex created by [.makeRe](#makeRe).
 * @return {Boolean}
 * @api public
 */

picomatch.matchBase = (input, glob, options, posix = options && options.windows) => {
  const regex = glob instanceof RegExp ? glob : picomatch.makeRe(glob, options);
  return regex.test(utils.basename(input, { windows: posix }));
};

/**
 * Returns true if **any** of the given glob `patterns` match the specified `string`.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch.isMatch(string, patterns[, options]);
 *
 * console.log(picomatch.isMatch('a.a', ['b.*', '*.a'])); //=> true
 * console.log(picomatch.isMatch('a.a', 'b.*')); //=> false
 * ```
 * @param {String|Array} str The string to test.
 * @param {String|Array} patterns One or more glob patterns to use for matching.
 * @param {Object} [options] See available [options](#options).
 * @return {Boolean} Returns true if any patterns match `str`
 * @api public
 */

picomatch.isMatch = (str, patterns, options) => picomatch(patterns, options)(str);

/**
 * Parse a glob pattern to create the source string for a regular
 * expression.
 *
 * ```js
 * const picomatch = require('picomatch');
 * const result = picomatch.parse(pattern[, options]);
 * ```
 * @param {String} `pattern`
 * @param {Object} `options`
 * @return {Object} Returns an object with useful properties and output to be used as a regex source string.
 * @api public
 */

picomatch.parse = (pattern, options) => {
  if (Array.isArray(pattern)) return pattern.map(p => picomatch.parse(p, options));
  return parse(pattern, { ...options, fastpaths: false });
};

/**
 * Scan a glob pattern to separate the pattern into segments.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch.scan(input[, options]);
 *
 * const result = picomatch.scan('!./foo/*.js');
 * console.log(result);
 * { prefix: '!./',
 *   input: '!./foo/*.js',
 *   start: 3,
 *   base: 'foo',
 *   glob: '*.js',
 *   isBrace: false,
 *   isBracket: false,
 *   isGlob: true,
 *   isExtglob: false,
 *   isGlobstar: false,
 *   negated: true }
 * ```
 * @param {String} `input` Glob pattern to scan.
 * @param {Object} `options`
 * @return {Object} Returns an object with
 * @api public
 */

picomatch.scan = (input, options) => scan(input, options);

/**
 * Compile a regular expression from the `state` object returned by the
 * [parse()](#parse) method.
 *
 * ```js
 * const picomatch = require('picomatch');
 * const state = picomatch.parse('*.js');
 * // picomatch.compileRe(state[, options]);
 *
 * console.log(picomatch.compileRe(state));
 * //=> /^(?:(?!\.)(?=.)[^/]*?\.js)$/
 * ```
 * @param {Object} `state`
 * @param {Object} `options`
 * @param {Boolean} `returnOutput` Intended for implementors, this argument allows you to return the raw output from the parser.
 * @param {Boolean} `returnState` Adds the state to a `state` property on the returned regex. Useful for implementors and debugging.
 * @return {RegExp}
 * @api public
 */

picomatch.compileRe = (state, options, returnOutput = false, returnState = false) => {
  if (returnOutput === true) {
    return state.output;
  }

  const opts = options || {};
  const prepend = opts.contains ? '' : '^';
  const append = opts.contains ? '' : '$';

  let source = `${prepend}(?:${state.output})${append}`;
  if (state && state.negated === true) {
    source = `^(?!${source}).*$`;
  }

  const regex = picomatch.toRegex(source, options);
  if (returnState === true) {
    regex.state = state;
  }

  return regex;
};

/**
 * Create a regular expression from a parsed glob pattern.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch.makeRe(state[, options]);
 *
 * const result = picomatch.makeRe('*.js');
 * console.log(result);
 * //=> /^(?:(?!\.)(?=.)[^/]*?\.js)$/
 * ```
 * @param {String} `state` The object returned from the `.parse` method.
 * @param {Object} `options`
 * @param {Boolean} `returnOutput` Implementors may use this argument to return the compiled output, instead of a regular expression. This is not exposed on the options to prevent end-users from mutating the result.
 * @param {Boolean} `returnState` Implementors may use this argument to return the state from the parsed glob with the returned regular expression.
 * @return {RegExp} Returns a regex created from the given pattern.
 * @api public
 */

picomatch.makeRe = (input, options = {}, returnOutput = false, returnState = false) => {
  if (!input || typeof input !== 'string') {
    throw new TypeError('Expected a non-empty string');
  }

  let parsed = { negated: false, fastpaths: true };

  if (options.fastpaths !== false && (input[0] === '.' || input[0] === '*')) {
    parsed.output = parse.fastpaths(input, options);
  }

  if (!parsed.output) {
    parsed = parse(input, options);
  }

  return picomatch.compileRe(parsed, options, returnOutput, returnState);
};

/**
 * Create a regular expression from the given regex source string.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch.toRegex(source[, options]);
 *
 * const { output } = picomatch.parse('*.js');
 * console.log(picomatch.toRegex(output));
 * //=> /^(?:(?!\.)(?=.)[^/]*?\.js)$/
 * ```
 * @param {String} `source` Regular expression source string.
 * @param {Object} `options`
 * @return {RegExp}
 * @api public
 */

picomatch.toRegex = (source, options) => {
  try {
    const opts = options || {};
    return new RegExp(source, opts.flags || (opts.nocase ? 'i' : ''));
  } catch (err) {
    if (options && options.debug === true) throw err;
    return /$^/;
  }
};

/**
 * Picomatch constants.
 * @return {Object}
 */

picomatch.constants = constants;

/**
 * Expose "picomatch"
 */

module.exports = picomatch;


/***/ }),

/***/ 1781:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const utils = __nccwpck_require__(4059);
const {
  CHAR_ASTERISK,             /* * */
  CHAR_AT,                   /* @ */
  CHAR_BACKWARD_SLASH,       /* \ */
  CHAR_COMMA,                /* , */
  CHAR_DOT,                  /* . */
  CHAR_EXCLAMATION_MARK,     /* ! */
  CHAR_FORWARD_SLASH,        /* / */
  CHAR_LEFT_CURLY_BRACE,     /* { */
  CHAR_LEFT_PARENTHESES,     /* ( */
  CHAR_LEFT_SQUARE_BRACKET,  /* [ */
  CHAR_PLUS,                 /* + */
  CHAR_QUESTION_MARK,        /* ? */
  CHAR_RIGHT_CURLY_BRACE,    /* } */
  CHAR_RIGHT_PARENTHESES,    /* ) */
  CHAR_RIGHT_SQUARE_BRACKET  /* ] */
} = __nccwpck_require__(5595);

const isPathSeparator = code => {
  return code === CHAR_FORWARD_SLASH || code === CHAR_BACKWARD_SLASH;
};

const depth = token => {
  if (token.isPrefix !== true) {
    token.depth = token.isGlobstar ? Infinity : 1;
  }
};

/**
 * Quickly scans a glob pattern and returns an object with a handful of
 * useful properties, like `isGlob`, `path` (the leading non-glob, if it exists),
 * `glob` (the actual pattern), `negated` (true if the path starts with `!` but not
 * with `!(`) and `negatedExtglob` (true if the path starts with `!(`).
 *
 * ```js
 * const pm = require('picomatch');
 * console.log(pm.scan('foo/bar/*.js'));
 * { isGlob: true, input: 'foo/bar/*.js', base: 'foo/bar', glob: '*.js' }
 * ```
 * @param {String} `str`
 * @param {Object} `options`
 * @return {Object} Returns an object with tokens and regex source string.
 * @api public
 */

const scan = (input, options) => {
  const opts = options || {};

  const length = input.length - 1;
  const scanToEnd = opts.parts === true || opts.tokens === true || opts.scanToEnd === true;
  const slashes = [];
  const tokens = [];
  const parts = [];

  let str = input;
  let index = -1;
  let start = 0;
  let lastIndex = 0;
  let isBrace = false;
  let isBracket = false;
  let isGlob = false;
  let isExtglob = false;
  let isGlobstar = false;
  let braceEscaped = false;
  let backslashes = false;
  let negated = false;
  let negatedExtglob = false;
  let finished = false;
  let braces = 0;
  let prev;
  let code;
  let token = { value: '', depth: 0, isGlob: false };

  const eos = () => index >= length;
  const peek = () => str.charCodeAt(index + 1);
  const advance = () => {
    prev = code;
    return str.charCodeAt(++index);
  };

  while (index < length) {
    code = advance();
    let next;

    if (code === CHAR_BACKWARD_SLASH) {
      backslashes = token.backslashes = true;
      code = advance();

      if (code === CHAR_LEFT_CURLY_BRACE) {
        braceEscaped = true;
      }
      continue;
    }

    if (braceEscaped === true || code === CHAR_LEFT_CURLY_BRACE) {
      braces++;

      while (eos() !== true && (code = advance())) {
        if (code === CHAR_BACKWARD_SLASH) {
          backslashes = token.backslashes = true;
          advance();
          continue;
        }

        if (code === CHAR_LEFT_CURLY_BRACE) {
          braces++;
          continue;
        }

        if (braceEscaped !== true && code === CHAR_DOT && (code = advance()) === CHAR_DOT) {
          isBrace = token.isBrace = true;
          isGlob = token.isGlob = true;
          finished = true;

          if (scanToEnd === true) {
            continue;
          }

          break;
        }

        if (braceEscaped !== true && code === CHAR_COMMA) {
          isBrace = token.isBrace = true;
          isGlob = token.isGlob = true;
          finished = true;

          if (scanToEnd === true) {
            continue;
          }

          break;
        }

        if (code === CHAR_RIGHT_CURLY_BRACE) {
          braces--;

          if (braces === 0) {
            braceEscaped = false;
            isBrace = token.isBrace = true;
            finished = true;
            break;
          }
        }
      }

      if (scanToEnd === true) {
        continue;
      }

      break;
    }

    if (code === CHAR_FORWARD_SLASH) {
      slashes.push(index);
      tokens.push(token);
      token = { value: '', depth: 0, isGlob: false };

      if (finished === true) continue;
      if (prev === CHAR_DOT && index === (start + 1)) {
        start += 2;
        continue;
      }

      lastIndex = index + 1;
      continue;
    }

    if (opts.noext !== true) {
      const isExtglobChar = code === CHAR_PLUS
        || code === CHAR_AT
        || code === CHAR_ASTERISK
        || code === CHAR_QUESTION_MARK
        || code === CHAR_EXCLAMATION_MARK;

      if (isExtglobChar === true && peek() === CHAR_LEFT_PARENTHESES) {
        isGlob = token.isGlob = true;
        isExtglob = token.isExtglob = true;
        finished = true;
        if (code === CHAR_EXCLAMATION_MARK && index === start) {
          negatedExtglob = true;
        }

        if (scanToEnd === true) {
          let parens = 0;

          while (eos() !== true && (code = advance())) {
            if (code === CHAR_BACKWARD_SLASH) {
              backslashes = token.backslashes = true;
              advance();
              continue;
            }

            if (code === CHAR_LEFT_PARENTHESES) {
              parens++;
              continue;
            }

            if (code === CHAR_RIGHT_PARENTHESES && --parens === 0) {
              finished = true;
              break;
            }
          }
          continue;
        }
        break;
      }
    }

    if (code === CHAR_ASTERISK) {
      if (prev === CHAR_ASTERISK) isGlobstar = token.isGlobstar = true;
      isGlob = token.isGlob = true;
      finished = true;

      if (scanToEnd === true) {
        continue;
      }
      break;
    }

    if (code === CHAR_QUESTION_MARK) {
      isGlob = token.isGlob = true;
      finished = true;

      if (scanToEnd === true) {
        continue;
      }
      break;
    }

    if (code === CHAR_LEFT_SQUARE_BRACKET) {
      while (eos() !== true && (next = advance())) {
        if (next === CHAR_BACKWARD_SLASH) {
          backslashes = token.backslashes = true;
          advance();
          continue;
        }

        if (next === CHAR_RIGHT_SQUARE_BRACKET) {
          isBracket = token.isBracket = true;
          isGlob = token.isGlob = true;
          finished = true;
          break;
        }
      }

      if (scanToEnd === true) {
        continue;
      }

      break;
    }

    if (opts.nonegate !== true && code === CHAR_EXCLAMATION_MARK && index === start) {
      negated = token.negated = true;
      start++;
      continue;
    }

    if (opts.noparen !== true && code === CHAR_LEFT_PARENTHESES) {
      isGlob = token.isGlob = true;

      if (scanToEnd === true) {
        let parens = 1;

        while (eos() !== true && (code = advance())) {
          if (code === CHAR_BACKWARD_SLASH) {
            backslashes = token.backslashes = true;
            advance();
            continue;
          }

          if (code === CHAR_LEFT_PARENTHESES) {
            parens++;
            continue;
          }

          if (code === CHAR_RIGHT_PARENTHESES && --parens === 0) {
            finished = true;
            break;
          }
        }
        continue;
      }
      break;
    }

    if (isGlob === true) {
      finished = true;

      if (scanToEnd === true) {
        continue;
      }

      break;
    }
  }

  if (opts.noext === true) {
    isExtglob = false;
    isGlob = false;
  }

  let base = str;
  let prefix = '';
  let glob = '';

  if (start > 0) {
    prefix = str.slice(0, start);
    str = str.slice(start);
    lastIndex -= start;
  }

  if (base && isGlob === true && lastIndex > 0) {
    base = str.slice(0, lastIndex);
    glob = str.slice(lastIndex);
  } else if (isGlob === true) {
    base = '';
    glob = str;
  } else {
    base = str;
  }

  if (base && base !== '' && base !== '/' && base !== str) {
    if (isPathSeparator(base.charCodeAt(base.length - 1))) {
      base = base.slice(0, -1);
    }
  }

  if (opts.unescape === true) {
    if (glob) glob = utils.removeBackslashes(glob);

    if (base && backslashes === true) {
      base = utils.removeBackslashes(base);
    }
  }

  const state = {
    prefix,
    input,
    start,
    base,
    glob,
    isBrace,
    isBracket,
    isGlob,
    isExtglob,
    isGlobstar,
    negated,
    negatedExtglob
  };

  if (opts.tokens === true) {
    state.maxDepth = 0;
    if (!isPathSeparator(code)) {
      tokens.push(token);
    }
    state.tokens = tokens;
  }

  if (opts.parts === true || opts.tokens === true) {
    let prevIndex;

    for (let idx = 0; idx < slashes.length; idx++) {
      const n = prevIndex !== undefined ? prevIndex + 1 : start;
      const i = slashes[idx];
      const value = input.slice(n, i);
      if (opts.tokens) {
        if (idx === 0 && start !== 0) {
          tokens[idx].isPrefix = true;
          tokens[idx].value = prefix;
        } else {
          tokens[idx].value = value;
        }
        depth(tokens[idx]);
        state.maxDepth += tokens[idx].depth;
      }
      if (i >= start) {
        parts.push(value);
        prevIndex = i;
      }
    }

    const n = prevIndex !== undefined ? prevIndex + 1 : start;
    const value = input.slice(n);
    parts.push(value);

    if (opts.tokens && prevIndex && prevIndex + 1 < input.length) {
      tokens[tokens.length - 1].value = value;
      depth(tokens[tokens.length - 1]);
      state.maxDepth += tokens[tokens.length - 1].depth;
    }

    state.slashes = slashes;
    state.parts = parts;
  }

  return state;
};

module.exports = scan;


/***/ }),

/***/ 4059:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {

/*global navigator*/


const {
  REGEX_BACKSLASH,
  REGEX_REMOVE_BACKSLASH,
  REGEX_SPECIAL_CHARS,
  REGEX_SPECIAL_CHARS_GLOBAL
} = __nccwpck_require__(5595);

exports.isObject = val => val !== null && typeof val === 'object' && !Array.isArray(val);
exports.hasRegexChars = str => REGEX_SPECIAL_CHARS.test(str);
exports.isRegexChar = str => str.length === 1 && exports.hasRegexChars(str);
exports.escapeRegex = str => str.replace(REGEX_SPECIAL_CHARS_GLOBAL, '\\$1');
exports.toPosixSlashes = str => str.replace(REGEX_BACKSLASH, '/');

exports.isWindows = () => {
  if (typeof navigator !== 'undefined' && navigator.platform) {
    const platform = navigator.platform.toLowerCase();
    return platform === 'win32' || platform === 'windows';
  }

  if (typeof process !== 'undefined' && process.platform) {
    return process.platform === 'win32';
  }

  return false;
};

exports.removeBackslashes = str => {
  return str.replace(REGEX_REMOVE_BACKSLASH, match => {
    return match === '\\' ? '' : match;
  });
};

exports.escapeLast = (input, char, lastIdx) => {
  const idx = input.lastIndexOf(char, lastIdx);
  if (idx === -1) return input;
  if (input[idx - 1] === '\\') return exports.escapeLast(input, char, idx - 1);
  return `${input.slice(0, idx)}\\${input.slice(idx)}`;
};

exports.removePrefix = (input, state = {}) => {
  let output = input;
  if (output.startsWith('./')) {
    output = output.slice(2);
    state.prefix = './';
  }
  return output;
};

exports.wrapOutput = (input, state = {}, options = {}) => {
  const prepend = options.contains ? '' : '^';
  const append = options.contains ? '' : '$';

  let output = `${prepend}(?:${input})${append}`;
  if (state.negated === true) {
    output = `(?:^(?!${output}).*$)`;
  }
  return output;
};

exports.basename = (path, { windows } = {}) => {
  const segs = path.split(windows ? /[\\/]/ : '/');
  const last = segs[segs.length - 1];

  if (last === '') {
    return segs[segs.length - 2];
  }

  return last;
};


/***/ }),

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 5317:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("child_process");

/***/ }),

/***/ 6982:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 5675:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http2");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 3339:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("module");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 4589:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:assert");

/***/ }),

/***/ 6698:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 1421:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");

/***/ }),

/***/ 7540:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:console");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3053:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");

/***/ }),

/***/ 610:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dns");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 2467:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http2");

/***/ }),

/***/ 4708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:perf_hooks");

/***/ }),

/***/ 1708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:process");

/***/ }),

/***/ 1792:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:querystring");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 8500:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 3136:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 3429:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util/types");

/***/ }),

/***/ 5919:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 6928:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");

/***/ }),

/***/ 2203:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("stream");

/***/ }),

/***/ 3193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");

/***/ }),

/***/ 3557:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("timers");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 2018:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tty");

/***/ }),

/***/ 7016:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("url");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 3106:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("zlib");

/***/ }),

/***/ 118:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   BB: () => (/* binding */ chooseForms),
/* harmony export */   It: () => (/* binding */ receivingColumns),
/* harmony export */   T2: () => (/* binding */ restoreStep),
/* harmony export */   aQ: () => (/* binding */ reservedColumns),
/* harmony export */   po: () => (/* binding */ rowHashColumn)
/* harmony export */ });
/** The column that carries each row's XXH64 in the files. */
const rowHashColumn = 'kr_h';
/** A table with such a column cannot be told from the tool's own additions. */
function reservedColumns(columns) {
    return columns.map(({ name }) => name).filter((name) => name === rowHashColumn || /^kr_t\d+$/.test(name));
}
/** `withTickRest` names the datetime columns that hold a value with a 100 ns rest. */
function chooseForms(columns, withTickRest) {
    return columns.map((column, index) => {
        const form = chooseForm(column.type, withTickRest.has(column.name));
        return form === 'microseconds-and-ticks' ? { ...column, form, tickColumn: `kr_t${index}` } : { ...column, form };
    });
}
function chooseForm(type, hasTickRest) {
    switch (type) {
        case 'bool':
        case 'int':
        case 'long':
        case 'real':
        case 'string':
        case 'dynamic':
            return 'native';
        case 'decimal':
        case 'timespan':
        case 'guid':
            return 'text';
        case 'datetime':
            return hasTickRest ? 'microseconds-and-ticks' : 'microseconds';
    }
}
/** Whether ingesting the file by column name gives the value back, or a typed second step is needed. */
function restoreStep(column) {
    if (column.form === 'microseconds-and-ticks')
        return 'typed';
    return column.form === 'text' && column.type !== 'decimal' ? 'typed' : 'direct';
}
/** The columns of the table that receives the files before the typed step. */
function receivingColumns(columns) {
    return columns.flatMap((column) => {
        const stored = {
            name: column.name,
            type: restoreStep(column) === 'typed' && column.form === 'text' ? 'string' : column.type,
        };
        return column.tickColumn === undefined ? [stored] : [stored, { name: column.tickColumn, type: 'int' }];
    });
}


/***/ }),

/***/ 6703:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   SO: () => (/* binding */ columnTypes),
/* harmony export */   ir: () => (/* binding */ schemaHash),
/* harmony export */   lJ: () => (/* binding */ compareColumns)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);

/** The ten scalar types of Kusto. Source: https://learn.microsoft.com/kusto/query/scalar-data-types/ */
const columnTypes = [
    'bool',
    'int',
    'long',
    'real',
    'decimal',
    'datetime',
    'timespan',
    'guid',
    'string',
    'dynamic',
];
/** Names and types in order, as SHA-256 in hex. Two tables with equal hashes have the same columns in the same places. */
function schemaHash(columns) {
    const canonical = JSON.stringify(columns.map(({ name, type }) => [name, type]));
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(canonical).digest('hex');
}
/** Every column whose presence or type differs, the other side being `absent` or a type; order does not count. */
function compareColumns(expected, seen) {
    const expectedTypes = typesOf(expected);
    const seenTypes = typesOf(seen);
    const names = new Set([...expectedTypes.keys(), ...seenTypes.keys()]);
    return [...names].flatMap((column) => {
        const before = expectedTypes.get(column) ?? 'absent';
        const after = seenTypes.get(column) ?? 'absent';
        return before === after ? [] : [{ column, expected: before, seen: after }];
    });
}
function typesOf(columns) {
    return new Map(columns.map(({ name, type }) => [name, type]));
}


/***/ }),

/***/ 8539:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ exitCodes),
/* harmony export */   x: () => (/* binding */ chooseExitCode)
/* harmony export */ });
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6282);

/** The exit codes: the word for scripts (`result` in the JSON document) and the meaning for people. */
const exitCodes = {
    0: { word: 'done', meaning: 'done; a verdict, if there is one, is pass' },
    1: { word: 'bug', meaning: 'a defect of this tool' },
    2: { word: 'bad-input', meaning: 'bad input or configuration' },
    3: { word: 'failed', meaning: 'the verdict is fail, or a gate denied' },
    4: { word: 'partly-done', meaning: 'partly done, or a service reported an error' },
    5: { word: 'unknown', meaning: 'the verdict is unknown, which is never a pass' },
    10: { word: 'not-found', meaning: 'snapshot, database or table not found' },
    11: { word: 'taken-over', meaning: 'another run works on the same database' },
    12: { word: 'sign-in', meaning: 'sign-in failed or a permission is missing' },
    130: { word: 'cancelled', meaning: 'interrupted' },
};
/** What wins when several codes apply, worst first. */
const precedence = [1, 130, 2, 12, 11, 10, 3, 4, 5];
/** These win over "partly done", which otherwise says more than its cause: something was changed. */
const alwaysTold = ['bug', 'cancelled'];
/**
 * The one place that chooses an exit code; the worst counts. A verdict is judged by its kind: what it found is the answer, not a
 * fault of the run. When some items are done and others failed, that is code 4 and not the codes of the failures.
 */
function chooseExitCode(ending) {
    const candidates = [
        ...ending.problems.map(exitOf),
        ...verdictCodes(ending.verdict),
        ...outcomeCodes(ending.outcomes),
    ];
    return precedence.find((code) => candidates.includes(code)) ?? 0;
}
function exitOf(problem) {
    return _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .problemCodes */ .GF[problem.code].exit;
}
function verdictCodes(verdict) {
    if (verdict === undefined || verdict.kind === 'pass')
        return [];
    const told = verdict.problems.filter((problem) => alwaysTold.includes(problem.code)).map(exitOf);
    return [verdict.kind === 'fail' ? 3 : 5, ...told];
}
function outcomeCodes(outcomes) {
    const failures = outcomes.flatMap((outcome) => (outcome.kind === 'failed' ? [outcome.problem] : []));
    if (failures.length === 0)
        return [];
    const someDone = outcomes.some((outcome) => outcome.kind === 'done');
    if (!someDone)
        return failures.map(exitOf);
    return [4, ...failures.filter((problem) => alwaysTold.includes(problem.code)).map(exitOf)];
}


/***/ }),

/***/ 6282:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   GF: () => (/* binding */ problemCodes),
/* harmony export */   Jh: () => (/* binding */ throwProblems),
/* harmony export */   Mm: () => (/* binding */ ProblemError),
/* harmony export */   gS: () => (/* binding */ problemError)
/* harmony export */ });
/**
 * Every problem the tool can report, with whose it is and the exit code it leads to. Codes are stable: scripts read them
 * from `--json`. `docs/errors.md` is generated from this table.
 */
const problemCodes = {
    input: { whose: 'yours', exit: 2, meaning: 'an input, flag or configuration value is wrong or missing' },
    'schema-file': { whose: 'yours', exit: 2, meaning: 'a schema file cannot be read as management commands' },
    'reference-data': { whose: 'yours', exit: 2, meaning: 'a reference data file does not fit its table' },
    unreachable: { whose: 'yours', exit: 2, meaning: 'the cluster or the storage does not answer at the address given' },
    'not-found': { whose: 'yours', exit: 10, meaning: 'the snapshot, database or table does not exist' },
    'not-covered': { whose: 'yours', exit: 3, meaning: 'a statement would lose data that no snapshot covers' },
    refused: { whose: 'yours', exit: 3, meaning: 'the tool cannot do this exactly, so it does not do it' },
    difference: { whose: 'yours', exit: 3, meaning: 'what was found differs from what was expected' },
    'taken-over': { whose: 'yours', exit: 11, meaning: 'another run works on the same database' },
    'sign-in': { whose: 'yours', exit: 12, meaning: 'sign-in failed or a permission is missing' },
    service: { whose: 'theirs', exit: 4, meaning: 'the cluster or the storage reported an error' },
    unknown: { whose: 'theirs', exit: 5, meaning: 'something could not be found out, so nothing is concluded' },
    'format-version': {
        whose: 'yours',
        exit: 2,
        meaning: 'the snapshot was written in a format that this version does not know',
    },
    cancelled: { whose: 'yours', exit: 130, meaning: 'the run was interrupted' },
    bug: { whose: 'ours', exit: 1, meaning: 'a defect of this tool' },
};
/** Carries problems to the one place that renders them. `cause` is kept for bugs only. */
class ProblemError extends Error {
    name = 'ProblemError';
    problems;
    constructor(problems, options) {
        super(problems.map((problem) => problem.summary).join('; '), options);
        this.problems = problems;
    }
}
function problemError(problem, options) {
    return new ProblemError([problem], options);
}
/** Throws when there are problems, all of them at once. */
function throwProblems(problems) {
    const [first, ...rest] = problems;
    if (first !== undefined)
        throw new ProblemError([first, ...rest]);
}


/***/ }),

/***/ 4820:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ redact),
/* harmony export */   a: () => (/* binding */ createRedact)
/* harmony export */ });
const placeholder = '***';
/** Shorter values are no secrets; replacing them would garble ordinary words. */
const shortestSecret = 4;
/**
 * What a secret looks like even when nobody registered it. Sources: https://learn.microsoft.com/rest/api/storageservices/create-service-sas,
 * https://learn.microsoft.com/kusto/api/connection-strings/storage-connection-strings
 */
const shapes = [
    [/((?:\b|(?<=%[0-9a-f]{2}))sig(?:=|%3d|%253d))[^&\s"'<>;)\]}\\|`]+/gi, `$1${placeholder}`],
    [/\b((?:AccountKey|SharedAccessKey)=)[^;&\s"'<>\\|`]+/gi, `$1${placeholder}`],
    [/\b(SharedAccessSignature=)[^;\s"'<>\\|`]+/gi, `$1${placeholder}`],
    [/\b((?:Password|Pwd)=)[^;&\s"'<>\\|`]+/gi, `$1${placeholder}`],
    [/\b(h@?)"[^"\n]*"/gi, `$1"${placeholder}"`],
    [/\b(h@?)'[^'\n]*'/gi, `$1'${placeholder}'`],
    [/(;)[A-Za-z0-9+/]{40,}={0,2}/g, `$1${placeholder}`],
    [/\b(Bearer\s+)[A-Za-z0-9\-._~+/]{8,}=*/gi, `$1${placeholder}`],
    [/\beyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]*/g, placeholder],
];
/** Replaces the shapes of storage signatures, account keys, passwords, obfuscated literals and bearer tokens, and the given secrets wherever they occur. */
function createRedact(secrets = []) {
    const values = [...secrets].filter((secret) => secret.length >= shortestSecret).sort((a, b) => b.length - a.length);
    return (text) => {
        const known = values.reduce((rest, secret) => rest.replaceAll(secret, placeholder), text);
        return shapes.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), known);
    };
}
/** `createRedact` without known secrets: by shape only. */
const redact = createRedact();


/***/ }),

/***/ 8729:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ version)
/* harmony export */ });
// Generated from package.json by `npm run generate`; do not edit.
/** The version of this tool. */
const version = '0.1.0';


/***/ }),

/***/ 9194:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ stepLines)
/* harmony export */ });
/* harmony import */ var _report_numbers_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3533);

const shortWork = 5_000;
const pause = 1_000;
/** Shows steps as lines: all of a short work, then one a second at most, and the last. */
function stepLines(say) {
    let shownAt = 0;
    return (step) => {
        const isOld = step.milliseconds < shownAt;
        const isTooSoon = !isOld && step.milliseconds - shownAt < pause;
        if (step.milliseconds > shortWork && isTooSoon && step.done < step.all)
            return;
        shownAt = step.milliseconds;
        say(lineOf(step));
    };
}
/** Rate and time left are guesses, worth nothing at the beginning. */
function lineOf({ what, rows, done, all, bytes, milliseconds }) {
    const line = `${what}: ${(0,_report_numbers_js__WEBPACK_IMPORTED_MODULE_0__/* .showCount */ .px)(rows)} rows`;
    if (milliseconds <= shortWork || all === 0n || done === 0n)
        return line;
    const percent = Number((done * 100n) / all);
    const left = (milliseconds * Number(all - done)) / Number(done);
    const seconds = milliseconds / 1000;
    const rate = `${(0,_report_numbers_js__WEBPACK_IMPORTED_MODULE_0__/* .showCount */ .px)(Math.round(Number(done) / seconds))} rows/s, ${(0,_report_numbers_js__WEBPACK_IMPORTED_MODULE_0__/* .showBytes */ .ni)(Math.round(bytes / seconds))}/s`;
    return `${line} · ${percent} % of ${(0,_report_numbers_js__WEBPACK_IMPORTED_MODULE_0__/* .showCount */ .px)(all)} rows · ${rate}${done < all ? ` · about ${(0,_report_numbers_js__WEBPACK_IMPORTED_MODULE_0__/* .showDuration */ .kJ)(left)} left` : ''}`;
}


/***/ }),

/***/ 3830:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ createVeil)
/* harmony export */ });
/* harmony import */ var _domain_redact_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4820);

/** Starts with the shapes of secrets only. */
function createVeil() {
    const known = [];
    let current = (0,_domain_redact_js__WEBPACK_IMPORTED_MODULE_0__/* .createRedact */ .a)();
    return {
        redact: (text) => current(text),
        hide: (secrets) => {
            known.push(...secrets);
            current = (0,_domain_redact_js__WEBPACK_IMPORTED_MODULE_0__/* .createRedact */ .a)(known);
        },
    };
}


/***/ }),

/***/ 1294:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ headlineOf),
/* harmony export */   l: () => (/* binding */ documentOf)
/* harmony export */ });
/* harmony import */ var _domain_exit_code_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8539);
/* harmony import */ var _run_report_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2065);


/**
 * The whole report in reading order: verdict in words, what to do, the verb's own blocks, problems, and every item unless the verb's own
 * table lists them. A heading or a next step
 * that the verb gives itself takes part in the first two.
 */
function documentOf(run) {
    const step = nextStepOf(run);
    const body = run.report.filter((block, index) => block !== step && !(index === 0 && block.kind === 'heading'));
    const told = new Set(problemsIn(body).map((problem) => JSON.stringify(problem)));
    const untold = (0,_run_report_js__WEBPACK_IMPORTED_MODULE_1__/* .allProblems */ .U)(run).filter((problem) => !told.has(JSON.stringify(problem)));
    return [
        { kind: 'heading', text: headlineOf(run) },
        step,
        ...body,
        ...untold.map((problem) => ({ kind: 'problem', problem })),
        ...(body.some(({ kind }) => kind === 'table') ? [] : itemBlocks(run.outcomes)),
    ];
}
/** The verdict in words; also the sentence of a failed action. */
function headlineOf(run) {
    const subject = run.verb === '' ? 'kusto-rebuild' : run.verb;
    const [first] = run.report;
    if (first?.kind === 'heading')
        return `${subject}: ${resultOf(run)}. ${first.text}`;
    return `${subject}: ${[resultOf(run), countsOf(run.outcomes)].filter((part) => part !== '').join(', ')}`;
}
function resultOf(run) {
    if (run.exitCode === 0)
        return run.verdict?.kind ?? 'done';
    if (run.exitCode === 3)
        return run.verdict?.kind === 'fail' ? `fail, ${count((0,_run_report_js__WEBPACK_IMPORTED_MODULE_1__/* .allProblems */ .U)(run).length, 'problem')}` : 'refused';
    if (run.exitCode === 5)
        return 'unknown, which is not a pass';
    return headlineWords[run.exitCode];
}
const headlineWords = {
    1: 'stopped by a defect of this tool',
    2: 'bad input or configuration',
    4: 'not fully done',
    10: 'not found',
    11: 'another run works on the same database',
    12: 'sign-in failed or a permission is missing',
    130: 'cancelled',
};
function countsOf(outcomes) {
    return outcomes.length === 0 ? '' : `${count(outcomes.length, 'item')} (${kindsOf(outcomes)})`;
}
function kindsOf(outcomes) {
    const kinds = ['done', 'failed', 'not-attempted'].map((kind) => {
        const number = outcomes.filter((outcome) => outcome.kind === kind).length;
        return number === 0 ? '' : `${number} ${kind.replace('-', ' ')}`;
    });
    return kinds.filter((part) => part !== '').join(', ');
}
function nextStepOf(run) {
    const own = run.report.find((block) => block.kind === 'next-step');
    if (own !== undefined)
        return own;
    const next = (0,_run_report_js__WEBPACK_IMPORTED_MODULE_1__/* .allProblems */ .U)(run).find((problem) => problem.next !== undefined)?.next;
    return { kind: 'next-step', text: next ?? defaultStep(run) };
}
function defaultStep(run) {
    if (run.exitCode === 0)
        return 'Nothing to do.';
    if (run.exitCode === 130)
        return 'Run it again.';
    return `Mend what is listed below, then run it again (exit code ${run.exitCode}, ${_domain_exit_code_js__WEBPACK_IMPORTED_MODULE_0__/* .exitCodes */ .h[run.exitCode].word}).`;
}
function problemsIn(blocks) {
    return blocks.flatMap((block) => {
        if (block.kind === 'problem')
            return [block.problem];
        return block.kind === 'fold' ? problemsIn(block.blocks) : [];
    });
}
function itemBlocks(outcomes) {
    if (outcomes.length === 0)
        return [];
    const columns = [{ title: 'Item' }, { title: 'Outcome' }, { title: 'Note' }];
    const rows = outcomes.map((outcome) => [outcome.item, outcome.kind.replace('-', ' '), noteOf(outcome)]);
    return [{ kind: 'fold', title: `Every item: ${kindsOf(outcomes)}`, blocks: [{ kind: 'table', columns, rows }] }];
}
function noteOf(outcome) {
    return outcome.kind === 'failed' ? outcome.problem.summary : (outcome.note ?? '');
}
function count(number, noun) {
    return `${number} ${noun}${number === 1 ? '' : 's'}`;
}


/***/ }),

/***/ 9924:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   DV: () => (/* binding */ codeBlock),
/* harmony export */   FV: () => (/* binding */ escapeMarkdown),
/* harmony export */   SS: () => (/* binding */ codeSpan),
/* harmony export */   TN: () => (/* binding */ oneLine),
/* harmony export */   _t: () => (/* binding */ escapeRunnerLog),
/* harmony export */   en: () => (/* binding */ escapeTerminal)
/* harmony export */ });
/**
 * Neutralises names that others chose, for GitHub-flavoured markdown outside code: no HTML, links, emphasis, table cells, mentions,
 * issue references or line breaks come out of them.
 */
function escapeMarkdown(text) {
    return oneLine(text)
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replace(/[\\`*_~|[\]#]/g, (character) => `&#${character.charCodeAt(0)};`)
        .replaceAll('@', '&#64;')
        .replace(/:\/\//g, '&#58;//')
        .replace(/^(\s*)([-+=])/, '$1&#8203;$2')
        .replace(/^(\s*\d+)([.)])(?=\s|$)/, '$1&#8203;$2');
}
/** A markdown code span that nothing inside can end. Pipes are escaped so that it may stand in a table. */
function codeSpan(text) {
    const inner = oneLine(text).replaceAll('|', '\\|');
    const fence = '`'.repeat(longestRun(inner) + 1);
    const padding = /^`|`$|^ .* $/.test(inner) ? ' ' : '';
    return inner === '' ? '' : `${fence}${padding}${inner}${padding}${fence}`;
}
/** A fenced block that nothing inside can end. */
function codeBlock(language, text) {
    const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
    return `${fence}${language}\n${text.replace(/\n$/, '')}\n${fence}`;
}
/** For terminals: no control characters, so no colours or cursor moves come out of foreign names. Line breaks stay. */
function escapeTerminal(text) {
    return text
        .replaceAll('\r\n', '\n')
        .replace(controls, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
/** For the log of a GitHub runner, which reads `::command::` at the start of a line and `##[command]` anywhere. */
function escapeRunnerLog(text) {
    return escapeTerminal(text)
        .replace(/^(\s*):(?=:)/gm, '$1:\u200b')
        .replaceAll('##[', '##\u200b[');
}
/** Line breaks become visible, other control characters are dropped. */
function oneLine(text) {
    return text.replace(/\r\n|[\r\n\u0085\u2028\u2029]/g, ' ⏎ ').replace(controls, '');
}
/** C0 without tab and newline, DEL, C1, and the marks that reorder text. */
const controls = /(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu;
function longestRun(text) {
    return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}


/***/ }),

/***/ 8587:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   As: () => (/* binding */ renderWithin),
/* harmony export */   fx: () => (/* binding */ summaryLimitBytes),
/* harmony export */   xN: () => (/* binding */ annotationLimit)
/* harmony export */ });
/** A larger job summary is dropped as a whole: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands */
const summaryLimitBytes = 1024 * 1024;
/** GitHub shows ten annotations of a kind for a step; one is kept for the sentence that says why the step failed. */
const annotationLimit = 9;
/** Room for the sentence that says what was cut. */
const noticeBytes = 400;
/**
 * Renders blocks until the limit in bytes is reached. Blocks are kept whole, tables lose rows from the end, and the last line says
 * what was left out, so that a cut report never looks complete.
 */
function renderWithin(blocks, render, limitBytes) {
    const whole = join(blocks.map(render));
    return sizeOf(whole) <= limitBytes ? whole : cut(blocks, render, limitBytes - noticeBytes);
}
function cut(blocks, render, budget) {
    const kept = [];
    let used = 0;
    const left = [];
    for (const block of blocks) {
        const fitted = fitBlock(block, render, budget - used);
        if (fitted.text !== '')
            kept.push(fitted.text);
        used += sizeOf(fitted.text) + 2;
        if (fitted.left !== '')
            left.push(fitted.left);
    }
    const shown = left.slice(0, 3).join(', ');
    const more = left.length > 3 ? ` and ${left.length - 3} other parts` : '';
    kept.push(`Cut to fit the size limit; left out: ${shown}${more}. The command line with \`--json\` gives everything.`);
    return join(kept);
}
function fitBlock(block, render, room) {
    const text = render(block);
    if (sizeOf(text) <= room)
        return { text, left: '' };
    if (block.kind === 'table')
        return fitTable(block, render, room);
    if (block.kind === 'fold')
        return fitFold(block, render, room);
    return { text: '', left: `one ${block.kind}` };
}
function fitTable(block, render, room) {
    const take = (rows) => render({ ...block, rows: block.rows.slice(0, rows) });
    const rows = largest(block.rows.length, (number) => sizeOf(take(number)) <= room);
    const left = `${block.rows.length - rows} of ${block.rows.length} table rows`;
    return { text: rows === 0 ? '' : take(rows), left };
}
function fitFold(block, render, room) {
    const [only] = block.blocks;
    if (block.blocks.length !== 1 || only?.kind !== 'table')
        return { text: '', left: 'one folded part' };
    const inside = fitTable(only, (table) => render({ ...block, blocks: [table] }), room);
    return inside;
}
/** The largest number in 0..limit for which `fits` holds; `fits` must not become true again. */
function largest(limit, fits) {
    let low = 0;
    let high = limit;
    while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if (fits(middle))
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}
function sizeOf(text) {
    return Buffer.byteLength(text, 'utf8');
}
function join(parts) {
    return `${parts.join('\n\n')}\n`;
}


/***/ }),

/***/ 4902:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ renderMarkdown),
/* harmony export */   d: () => (/* binding */ positionOf)
/* harmony export */ });
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9924);
/* harmony import */ var _limits_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8587);


/** GitHub-flavoured markdown of at most `limitBytes`; says what was cut. */
function renderMarkdown(blocks, limitBytes = _limits_js__WEBPACK_IMPORTED_MODULE_0__/* .summaryLimitBytes */ .fx) {
    return (0,_limits_js__WEBPACK_IMPORTED_MODULE_0__/* .renderWithin */ .As)(blocks, renderBlock, limitBytes);
}
function renderBlock(block) {
    switch (block.kind) {
        case 'heading':
            return `## ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeMarkdown */ .FV)(block.text)}`;
        case 'sentence':
            return (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeMarkdown */ .FV)(block.text);
        case 'facts':
            return block.facts.map(([name, value]) => `- **${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeMarkdown */ .FV)(name)}**: ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeMarkdown */ .FV)(value)}`).join('\n');
        case 'table':
            return renderTable(block.columns, block.rows);
        case 'code':
            return (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .codeBlock */ .DV)(block.language, block.text);
        case 'problem':
            return renderProblem(block.problem);
        case 'next-step':
            return renderNextStep(block.text, block.command);
        case 'fold':
            return `<details><summary>${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeMarkdown */ .FV)(block.title)}</summary>\n\n${block.blocks.map(renderBlock).join('\n\n')}\n\n</details>`;
    }
}
function renderTable(columns, rows) {
    const rule = columns.map((column) => (column.align === 'right' ? '---:' : '---'));
    return [columns.map((column) => (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeMarkdown */ .FV)(column.title)), rule, ...rows.map((row) => row.map(_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeMarkdown */ .FV))]
        .map((cells) => `| ${cells.join(' | ')} |`)
        .join('\n');
}
function renderProblem(problem) {
    const lines = [
        `**${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeMarkdown */ .FV)(problem.summary)}** (${problem.code})`,
        problem.at === undefined ? '' : (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .codeSpan */ .SS)(positionOf(problem.at)),
        escapeLines(problem.detail ?? ''),
        problem.next === undefined ? '' : `Next: ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeMarkdown */ .FV)(problem.next)}`,
        problem.activityId === undefined ? '' : `Activity id: ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .codeSpan */ .SS)(problem.activityId)}`,
    ];
    return lines
        .filter((line) => line !== '')
        .map((line) => `> ${line}`)
        .join('  \n');
}
function escapeLines(text) {
    return text
        .split(/\r?\n/)
        .filter((line) => line.trim() !== '')
        .map(_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeMarkdown */ .FV)
        .join('<br>');
}
function renderNextStep(text, command) {
    const sentence = `**Next:** ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeMarkdown */ .FV)(text)}`;
    return command === undefined ? sentence : `${sentence}\n\n${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .codeBlock */ .DV)('shell', command)}`;
}
/** `file:line:column`, as editors understand it. */
function positionOf(at) {
    return [at.file, at.line, at.column].filter((part) => part !== undefined).join(':');
}


/***/ }),

/***/ 3533:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   e6: () => (/* binding */ totalOf),
/* harmony export */   kJ: () => (/* binding */ showDuration),
/* harmony export */   ni: () => (/* binding */ showBytes),
/* harmony export */   px: () => (/* binding */ showCount)
/* harmony export */ });
const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
/** 3000000 → `3,000,000`. */
function showCount(count) {
    return count.toString().replace(/\B(?=(\d{3})+$)/g, ',');
}
/** Powers of 1000, one decimal from kB on. */
function showBytes(bytes) {
    const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
    return power === 0 ? `${bytes} B` : `${(bytes / 1000 ** power).toFixed(1)} ${units[power] ?? ''}`;
}
/** `4.2 s`, `3 min 20 s`, `5 h 3 min`, `9 d 4 h`. */
function showDuration(milliseconds) {
    const seconds = milliseconds / 1000;
    if (seconds < 60)
        return `${seconds.toFixed(1)} s`;
    const whole = Math.floor(seconds);
    if (whole < 3600)
        return `${Math.floor(whole / 60)} min ${whole % 60} s`;
    if (whole < 86_400)
        return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
    return `${Math.floor(whole / 86_400)} d ${Math.floor((whole % 86_400) / 3600)} h`;
}
function totalOf(counts) {
    let total = 0n;
    for (const count of counts)
        total += count;
    return total;
}


/***/ }),

/***/ 2209:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ redactReport)
/* harmony export */ });
/** Words of ours that decide how a value is rendered. */
const ownWords = ['kind', 'code', 'verb', 'language', 'align'];
/**
 * The report without secrets. This comes before rendering, since escaping changes how a secret is written but not how it reads.
 */
function redactReport(run, redact) {
    return mapStrings(run, redact);
}
function mapStrings(value, redact) {
    if (typeof value === 'string')
        return redact(value);
    if (Array.isArray(value))
        return value.map((item) => mapStrings(item, redact));
    if (typeof value !== 'object' || value === null || value instanceof Date)
        return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, ownWords.includes(key) ? inner : mapStrings(inner, redact)]));
}


/***/ }),

/***/ 2065:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ allProblems)
/* harmony export */ });
/** All problems of a run, those that stopped it first; a problem told twice counts once. */
function allProblems(run) {
    const ofVerdict = run.verdict === undefined || run.verdict.kind === 'pass' ? [] : run.verdict.problems;
    const ofOutcomes = run.outcomes.flatMap((outcome) => (outcome.kind === 'failed' ? [outcome.problem] : []));
    const byText = new Map([...run.problems, ...ofVerdict, ...ofOutcomes].map((problem) => [JSON.stringify(problem), problem]));
    return [...byText.values()];
}


/***/ }),

/***/ 3920:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ renderText)
/* harmony export */ });
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9924);
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4902);


const codes = { bold: 1, red: 31, cyan: 36 };
/** Plain text for a terminal; tables are aligned. Colours only on request. */
function renderText(blocks, palette) {
    const paint = (style, text) => (palette === 'plain' ? text : `\u001b[${codes[style]}m${text}\u001b[0m`);
    return `${blocks.map((block) => renderBlock(block, paint)).join('\n\n')}\n`;
}
function renderBlock(block, paint) {
    switch (block.kind) {
        case 'heading':
            return paint('bold', (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .TN)(block.text));
        case 'sentence':
            return (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .escapeTerminal */ .en)(block.text);
        case 'facts':
            return renderFacts(block.facts);
        case 'table':
            return renderTable(block.columns, block.rows, paint);
        case 'code':
            return indent((0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .escapeTerminal */ .en)(block.text.replace(/\n$/, '')));
        case 'problem':
            return renderProblem(block.problem, paint);
        case 'next-step':
            return renderNextStep(block.text, block.command, paint);
        case 'fold':
            return [
                paint('bold', (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .TN)(block.title)),
                ...block.blocks.map((inner) => indent(renderBlock(inner, paint))),
            ].join('\n');
    }
}
function renderFacts(facts) {
    const width = Math.max(0, ...facts.map(([name]) => widthOf((0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .TN)(name))));
    return facts.map(([name, value]) => `${pad((0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .TN)(name), width, 'left')}  ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .TN)(value)}`).join('\n');
}
function renderTable(columns, rows, paint) {
    const cells = rows.map((row) => columns.map((_, index) => (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .TN)(row[index] ?? '')));
    const widths = columns.map((column, index) => widest([(0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .TN)(column.title), ...cells.map((row) => row[index] ?? '')]));
    const line = (row) => columns
        .map((column, index) => pad(row[index] ?? '', widths[index] ?? 0, column.align ?? 'left'))
        .join('  ')
        .trimEnd();
    return [paint('bold', line(columns.map((column) => (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .TN)(column.title)))), ...cells.map(line)].join('\n');
}
function widest(texts) {
    return texts.reduce((width, text) => Math.max(width, widthOf(text)), 0);
}
function renderProblem(problem, paint) {
    const lines = [
        problem.at === undefined ? '' : (0,_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .positionOf */ .d)(problem.at),
        problem.detail ?? '',
        problem.next === undefined ? '' : `Next: ${problem.next}`,
        problem.activityId === undefined ? '' : `Activity id: ${problem.activityId}`,
    ].filter((line) => line !== '');
    const title = `${paint('red', problem.code)}: ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .TN)(problem.summary)}`;
    return [title, ...lines.map((line) => indent((0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .escapeTerminal */ .en)(line)))].join('\n');
}
function renderNextStep(text, command, paint) {
    const sentence = `${paint('cyan', 'Next:')} ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .escapeTerminal */ .en)(text)}`;
    return command === undefined ? sentence : `${sentence}\n${indent((0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .escapeTerminal */ .en)(command))}`;
}
function indent(text) {
    return text.replace(/^(?=.)/gm, '  ');
}
function pad(text, width, align) {
    const space = ' '.repeat(Math.max(0, width - widthOf(text)));
    return align === 'right' ? space + text : text + space;
}
/** Counted in code points: close enough for names, and never too small for latin ones. */
function widthOf(text) {
    return [...text].length;
}


/***/ }),

/***/ 5586:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  YOg: () => (/* binding */ array),
  zMY: () => (/* binding */ schemas_boolean),
  gMt: () => (/* binding */ discriminatedUnion),
  k5n: () => (/* binding */ schemas_enum),
  Whr: () => (/* binding */ schemas_int),
  euz: () => (/* binding */ literal),
  _H3: () => (/* binding */ looseObject),
  chJ: () => (/* binding */ schemas_null),
  aig: () => (/* binding */ schemas_number),
  g1P: () => (/* binding */ record),
  rej: () => (/* binding */ strictObject),
  YjP: () => (/* binding */ schemas_string),
  KCZ: () => (/* binding */ union),
  L5J: () => (/* binding */ unknown)
});

// UNUSED EXPORTS: ZodAny, ZodArray, ZodBase64, ZodBase64URL, ZodBigInt, ZodBigIntFormat, ZodBoolean, ZodCIDRv4, ZodCIDRv6, ZodCUID, ZodCUID2, ZodCatch, ZodCodec, ZodCreditCard, ZodCustom, ZodCustomStringFormat, ZodDate, ZodDefault, ZodDiscriminatedUnion, ZodE164, ZodEmail, ZodEmoji, ZodEnum, ZodExactOptional, ZodFile, ZodFunction, ZodGUID, ZodIBAN, ZodIPv4, ZodIPv6, ZodISODate, ZodISODateTime, ZodISODuration, ZodISOTime, ZodInstanceOf, ZodIntersection, ZodJWT, ZodKSUID, ZodLazy, ZodLiteral, ZodMAC, ZodMap, ZodNaN, ZodNanoID, ZodNever, ZodNonOptional, ZodNull, ZodNullable, ZodNumber, ZodNumberFormat, ZodObject, ZodOptional, ZodPipe, ZodPrefault, ZodPreprocess, ZodPromise, ZodReadonly, ZodRecord, ZodSet, ZodString, ZodStringFormat, ZodSuccess, ZodSymbol, ZodTemplateLiteral, ZodTransform, ZodTuple, ZodType, ZodULID, ZodURL, ZodUUID, ZodUndefined, ZodUnion, ZodUnknown, ZodVoid, ZodXID, ZodXor, _ZodString, _default, _function, any, base64, base64url, bigint, catch, check, cidrv4, cidrv6, codec, creditCard, cuid, cuid2, currencyCode, custom, date, describe, e164, email, emoji, exactOptional, file, float32, float64, function, guid, hash, hex, hostname, httpUrl, iban, instanceof, int32, int64, intersection, invertCodec, ipv4, ipv6, json, jwt, keyof, ksuid, lazy, looseRecord, mac, map, meta, nan, nanoid, nativeEnum, never, nonoptional, nullable, nullish, object, optional, partialRecord, pipe, prefault, preprocess, promise, readonly, refine, set, stringFormat, stringbool, success, superRefine, symbol, templateLiteral, transform, tuple, uint32, uint64, ulid, undefined, url, uuid, uuidv4, uuidv6, uuidv7, void, xid, xor

// EXTERNAL MODULE: ./node_modules/zod/v4/core/core.js
var core_core = __nccwpck_require__(8532);
// EXTERNAL MODULE: ./node_modules/zod/v4/core/util.js
var core_util = __nccwpck_require__(4723);
;// CONCATENATED MODULE: ./node_modules/zod/v4/core/memoizer.js

class $ZodCyclicError extends Error {
    constructor() {
        super(`Cannot parse a reference cycle that closes through a transform`);
        this.name = "ZodCyclicError";
    }
}
/** Keyed off the context object every schema in one parse call already shares. */
const STATE = "~memo";
const NO_ISSUES = [];
// a value a cycle can close through
function isRef(value) {
    return value !== null && typeof value === "object";
}
// Receivers prefix paths in place, so the cache and every hand-out need their own copies.
function cloneIssues(issues) {
    return issues.map((iss) => (iss.path ? { ...iss, path: iss.path.slice() } : { ...iss }));
}
const recursive = /*@__PURE__*/ new WeakMap();
/** What the walk established, in order of certainty: ordered so the strongest answer among children wins. */
const NONE = 0;
const ASSUMED = 1;
const PROVEN = 2;
/** Whether this schema's subtree contains a cycle, so one parse can re-enter it. */
function isRecursive(inst, stack, resolve) {
    const cached = recursive.get(inst);
    if (cached !== undefined)
        return cached ? PROVEN : NONE;
    // Relative to the walk in progress, so not cached.
    if (stack.has(inst))
        return PROVEN;
    stack.add(inst);
    let result = NONE;
    const check = (child) => {
        if (result !== PROVEN && child?._zod) {
            const answer = isRecursive(child, stack, resolve);
            if (answer > result)
                result = answer;
        }
    };
    // `Reflect.ownKeys` rather than `Object.keys`, so a cycle through a declared symbol key is still seen
    const shape = (sh, spread) => {
        let answer = NONE;
        for (const key of Reflect.ownKeys(sh)) {
            const desc = Object.getOwnPropertyDescriptor(sh, key);
            // an object resolves its shape by spread, so a key it does not enumerate is never parsed; `z.properties` reads every own key and so keeps them all
            if (spread && !desc.enumerable)
                continue;
            // resolving runs user code, and a factory mints a fresh subtree per read, so an edge the walk can't follow counts as a cycle
            const child = desc.get ? ASSUMED : desc.value?._zod ? isRecursive(desc.value, stack, resolve) : NONE;
            if (child > answer)
                answer = child;
        }
        return answer;
    };
    const merge = (answer) => {
        if (answer > result)
            result = answer;
    };
    const def = inst._zod.def;
    const kind = def.type;
    switch (kind) {
        case "object": {
            const raw = core_util/* rawShape */.MO(def);
            // a def with no raw shape answers `shape` from an accessor of its own, and running that can mint a whole fresh subtree
            merge(raw ? shape(raw, true) : ASSUMED);
            check(def.catchall);
            break;
        }
        case "array":
            check(def.element);
            break;
        case "tuple":
            for (const el of def.items)
                check(el);
            check(def.rest);
            break;
        case "record":
        case "map":
            check(def.keyType);
            check(def.valueType);
            break;
        case "set":
            check(def.valueType);
            break;
        case "union":
            for (const el of def.options)
                check(el);
            break;
        case "intersection":
            check(def.left);
            check(def.right);
            break;
        case "optional":
        case "nullable":
        case "default":
        case "prefault":
        case "catch":
        case "readonly":
        case "nonoptional":
        case "promise":
        case "success":
            check(def.innerType);
            break;
        case "pipe":
            check(def.in);
            check(def.out);
            break;
        case "function":
            check(def.input);
            check(def.output);
            break;
        // `$ZodLazy` caches its inner on the def, so a resolved edge is followed exactly
        case "lazy": {
            const inner = def._cachedInner ?? (resolve ? inst._zod.innerType : undefined);
            // walked with resolution off: one hop sees past the deferral, and a lazy that yields only another unresolved lazy is generative, so it stops there
            merge(inner ? isRecursive(inner, stack, false) : ASSUMED);
            break;
        }
        // a leaf by choice: `parts` are regex fragments, not data positions
        case "template_literal":
        // leaves
        case "string":
        case "number":
        case "int":
        case "boolean":
        case "bigint":
        case "symbol":
        case "undefined":
        case "null":
        case "void":
        case "never":
        case "any":
        case "unknown":
        case "date":
        case "nan":
        case "enum":
        case "literal":
        case "file":
        case "transform":
        case "custom":
            break;
        default: {
            // a new built-in kind becomes a compile error here
            kind;
            // a user-defined kind can still hold children, and only its author knows where, so fall back to scanning the def — skipping accessors, since reading one can run user code
            for (const key in def) {
                const desc = Object.getOwnPropertyDescriptor(def, key);
                if (!desc || desc.get)
                    continue;
                const value = desc.value;
                if (!value || typeof value !== "object")
                    continue;
                if (value._zod)
                    check(value);
                else if (Array.isArray(value))
                    for (const el of value)
                        check(el);
            }
        }
    }
    stack.delete(inst);
    return settle(inst, result);
}
/** An assumed answer must not outlive the resolution that settles it, so only a certain one is cached. */
function settle(inst, answer) {
    if (answer !== ASSUMED)
        recursive.set(inst, answer === PROVEN);
    return answer;
}
/**
 * Whether one parse can re-enter this schema, i.e. its subtree contains a cycle.
 * Exported for `z.compile`, which refuses to compile such a schema: cycle
 * breaking is driven from here off state keyed on the parse context, and a
 * generated fast path has no context to key on.
 */
function isRecursiveSchema(inst) {
    // z.compile never parses, so nothing would ever resolve a lazy for it; it runs once and already treats a throw here as recursive
    return isRecursive(inst, new Set(), true) !== NONE;
}
function bucketFor(state, inst) {
    let bucket = state.buckets.get(inst);
    if (!bucket) {
        bucket = new WeakMap();
        state.buckets.set(inst, bucket);
    }
    return bucket;
}
// Set immediately before delegating to core and cleared immediately after, so `alloc` registers only for a visit this module is driving.
let handoff;
// Allocated but unfinished entries. `alloc` and the matching pop both happen in the synchronous part of a parse, so they nest even when children are async, and one stack serves every schema.
const memoizer_open = [];
const memo = {
    alloc(_inst, payload, empty) {
        const bucket = handoff;
        if (!bucket)
            return empty;
        handoff = undefined;
        const entry = { value: empty, issues: null };
        bucket.set(payload.value, entry);
        memoizer_open.push(entry);
        return empty;
    },
    guard(inst) {
        var _a;
        (_a = inst._zod).deferred ?? (_a.deferred = []);
        inst._zod.deferred.push(() => {
            const base = inst._zod.parse;
            const wrapped = (payload, ctx) => {
                // The value is a placeholder a back-edge is still waiting on, so the cycle closes through this transform. Its output can't exist in time to bind.
                if (ctx.direction !== "backward" && isBackEdge(ctx, payload.value))
                    throw new $ZodCyclicError();
                return base(payload, ctx);
            };
            inst._zod.parse = wrapped;
            if (inst._zod.run === base)
                inst._zod.run = wrapped;
        });
    },
    attach(inst) {
        var _a;
        let isRecursiveInst;
        let rechecked = false;
        // a recursive schema is re-entered many times per parse and its bucket never changes
        let lastCtx;
        let lastBucket;
        // Wraps `parse` in a deferred so it sees the container's final parse. Core's own deferred copies `parse` into `run` when there are no checks, and it ran first, so `run` is patched to match; with checks, `run` reads `parse` dynamically.
        (_a = inst._zod).deferred ?? (_a.deferred = []);
        inst._zod.deferred.push(() => {
            const base = inst._zod.parse;
            const wrapped = (payload, ctx) => {
                if (isRecursiveInst === undefined) {
                    const walked = isRecursive(inst, new Set(), false);
                    if (walked === NONE) {
                        // Nothing here can ever fire, so take it back out.
                        inst._zod.parse = base;
                        if (inst._zod.run === wrapped)
                            inst._zod.run = base;
                        return base(payload, ctx);
                    }
                    // this parse resolves the deferred edges on its own path, so ask once more before latching
                    if (walked === PROVEN || rechecked)
                        isRecursiveInst = true;
                    else
                        rechecked = true;
                }
                const input = payload.value;
                if (!isRef(input))
                    return base(payload, ctx);
                let state = ctx[STATE];
                if (!state) {
                    state = { buckets: new WeakMap(), backEdges: undefined };
                    ctx[STATE] = state;
                }
                let bucket;
                if (lastCtx === ctx) {
                    bucket = lastBucket;
                }
                else {
                    bucket = bucketFor(state, inst);
                    lastCtx = ctx;
                    lastBucket = bucket;
                }
                const hit = bucket.get(input);
                if (hit) {
                    payload.value = hit.value;
                    if (hit.issues) {
                        if (hit.issues.length)
                            payload.issues.push(...cloneIssues(hit.issues));
                    }
                    else {
                        // Still being parsed: its own checks cover it, so skip them here.
                        payload.memo = true;
                        state.backEdges ?? (state.backEdges = new WeakSet());
                        state.backEdges.add(hit.value);
                    }
                    return payload;
                }
                handoff = bucket;
                const depth = memoizer_open.length;
                const result = base(payload, ctx);
                handoff = undefined;
                // A container that rejected its input outright allocated nothing.
                const entry = memoizer_open.length > depth ? memoizer_open.pop() : undefined;
                // Both paths written out so the sync one allocates no closure. It runs once per node, and capturing here cost more than everything else combined.
                if (result instanceof Promise) {
                    return result.then((r) => {
                        if (entry)
                            entry.issues = r.issues.length ? cloneIssues(r.issues) : NO_ISSUES;
                        return r;
                    });
                }
                if (entry)
                    entry.issues = result.issues.length ? cloneIssues(result.issues) : NO_ISSUES;
                return result;
            };
            inst._zod.parse = wrapped;
            if (inst._zod.run === base)
                inst._zod.run = wrapped;
        });
    },
};
/** The memoizer that gives containers cycle support. `zod` installs it by default; `zod/mini` opts in with `config({ memoizer: memoizer() })`. */
function memoizer() {
    return memo;
}
/** Whether this value is a node a back-edge resolved to before it finished. */
function isBackEdge(ctx, value) {
    const backEdges = ctx[STATE]?.backEdges;
    return backEdges !== undefined && isRef(value) && backEdges.has(value);
}

;// CONCATENATED MODULE: ./node_modules/zod/v4/core/regexes.js

/**
 * @deprecated CUID v1 is deprecated by its authors due to information leakage
 * (timestamps embedded in the id). Use {@link cuid2} instead.
 * See https://github.com/paralleldrive/cuid.
 */
const cuid = /^[cC][0-9a-z]{6,}$/;
const cuid2 = /^[0-9a-z]+$/;
const ulid = /^[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}$/;
const xid = /^[0-9a-vA-V]{20}$/;
const ksuid = /^[A-Za-z0-9]{27}$/;
const nanoid = /^[a-zA-Z0-9_-]{21}$/;
function nanoidOfLength(length) {
    return new RegExp(`^[a-zA-Z0-9_-]{${length}}$`);
}
/** ISO 8601-1 duration regex. Does not support the 8601-2 extensions like negative durations or fractional/negative components. */
const duration = /^P(?:(\d+W)|(?!.*W)(?=\d|T\d)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+([.,]\d+)?S)?)?)$/;
/** Implements ISO 8601-2 extensions like explicit +- prefixes, mixing weeks with other units, and fractional/negative components. */
const extendedDuration = /^[-+]?P(?!$)(?:(?:[-+]?\d+Y)|(?:[-+]?\d+[.,]\d+Y$))?(?:(?:[-+]?\d+M)|(?:[-+]?\d+[.,]\d+M$))?(?:(?:[-+]?\d+W)|(?:[-+]?\d+[.,]\d+W$))?(?:(?:[-+]?\d+D)|(?:[-+]?\d+[.,]\d+D$))?(?:T(?=[\d+-])(?:(?:[-+]?\d+H)|(?:[-+]?\d+[.,]\d+H$))?(?:(?:[-+]?\d+M)|(?:[-+]?\d+[.,]\d+M$))?(?:[-+]?\d+(?:[.,]\d+)?S)?)??$/;
/** A regex for any UUID-like identifier: 8-4-4-4-12 hex pattern */
const guid = /^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$/;
/** Returns a regex for validating an RFC 9562/4122 UUID.
 *
 * @param version Optionally specify a version 1-8. If no version is specified, all versions are supported. */
const uuid = (version) => {
    if (!version)
        return /^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}|00000000-0000-0000-0000-000000000000|ffffffff-ffff-ffff-ffff-ffffffffffff)$/;
    return new RegExp(`^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-${version}[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12})$`);
};
const uuid4 = /*@__PURE__*/ (/* unused pure expression or super */ null && (uuid(4)));
const uuid6 = /*@__PURE__*/ (/* unused pure expression or super */ null && (uuid(6)));
const uuid7 = /*@__PURE__*/ (/* unused pure expression or super */ null && (uuid(7)));
/** Practical email validation */
const email = /^(?:[A-Za-z0-9_'+\-]+\.)*[A-Za-z0-9_'+\-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9\-]*\.)+[A-Za-z]{2,}$/;
/** Equivalent to the HTML5 input[type=email] validation implemented by browsers. Source: https://developer.mozilla.org/en-US/docs/Web/HTML/Element/input/email */
const html5Email = /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;
/** The classic emailregex.com regex for RFC 5322-compliant emails */
const rfc5322Email = /^(([^<>()\[\]\\.,;:\s@"]+(\.[^<>()\[\]\\.,;:\s@"]+)*)|(".+"))@((\[[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}])|(([a-zA-Z\-0-9]+\.)+[a-zA-Z]{2,}))$/;
/** A loose regex that allows Unicode characters, enforces length limits, and that's about it. */
const unicodeEmail = /^[^\s@"]{1,64}@[^\s@]{1,255}$/u;
const idnEmail = (/* unused pure expression or super */ null && (unicodeEmail));
const browserEmail = /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;
// from https://thekevinscott.com/emojis-in-javascript/#writing-a-regular-expression
// Single character class, not an alternation: the two properties overlap (U+1F9B0-U+1F9B3), so `(A|B)+` backtracks exponentially on a failed match. The leading lookahead then demands one anchor — a pictograph, a regional indicator, or the enclosing keycap — because `\p{Emoji_Component}` on its own covers ASCII digits, `#`, `*`, ZWJ, variation selectors and skin tone modifiers, none of which is an emoji without a base.
const _emoji = `^(?=[\\s\\S]*[\\p{Extended_Pictographic}\\p{Regional_Indicator}\\u20E3])[\\p{Extended_Pictographic}\\p{Emoji_Component}]+$`;
function emoji() {
    return new RegExp(_emoji, "u");
}
const ipv4 = /^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])$/;
const ipv6 = /^(([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}|([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}|([0-9a-fA-F]{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}|([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}|[0-9a-fA-F]{1,4}:((:[0-9a-fA-F]{1,4}){1,6})|:((:[0-9a-fA-F]{1,4}){1,7}|:))$/;
const mac = (delimiter) => {
    const escapedDelim = util.escapeRegex(delimiter ?? ":");
    return new RegExp(`^(?:[0-9A-F]{2}${escapedDelim}){5}[0-9A-F]{2}$|^(?:[0-9a-f]{2}${escapedDelim}){5}[0-9a-f]{2}$`);
};
const cidrv4 = /^((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\/([0-9]|[1-2][0-9]|3[0-2])$/;
const cidrv6 = /^(([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}|([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}|([0-9a-fA-F]{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}|([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}|[0-9a-fA-F]{1,4}:((:[0-9a-fA-F]{1,4}){1,6})|:((:[0-9a-fA-F]{1,4}){1,7}|:))\/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$/;
// https://stackoverflow.com/questions/7860392/determine-if-string-is-in-base64-using-javascript
const base64 = /^$|^(?:[0-9a-zA-Z+/]{4})*(?:(?:[0-9a-zA-Z+/]{2}==)|(?:[0-9a-zA-Z+/]{3}=))?$/;
const base64url = /^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-]{2,3})?$/;
// based on https://stackoverflow.com/questions/106179/regular-expression-to-match-dns-hostname-or-ip-address
// export const hostname: RegExp = /^([a-zA-Z0-9-]+\.)*[a-zA-Z0-9-]+$/;
const hostname = /^(?=.{1,253}\.?$)[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[-0-9a-zA-Z]{0,61}[0-9a-zA-Z])?)*\.?$/;
const domain = /^(?=.{1,253}$)([a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z]{2,63}$/;
const httpProtocol = /^https?$/;
// https://blog.stevenlevithan.com/archives/validate-phone-number#r4-3 (regex sans spaces) E.164: leading digit must be 1-9; total digits (excluding '+') between 7-15
const e164 = /^\+[1-9]\d{6,14}$/;
// Credit card shape: 12–19 digits, optionally separated by single spaces or single hyphens. ISO/IEC 7812 caps the PAN at 19 digits; 12 is the shortest issued length (Maestro).
const creditCard = /^\d(?:[ -]?\d){11,18}$/;
// ISO 4217 alpha codes from the SIX list, regenerated by scripts/update-iso-4217.ts
const currencyCode = /^(?:AED|AFN|ALL|AMD|AOA|ARS|AUD|AWG|AZN|BAM|BBD|BDT|BHD|BIF|BMD|BND|BOB|BOV|BRL|BSD|BTN|BWP|BYN|BZD|CAD|CDF|CHE|CHF|CHW|CLF|CLP|CNY|COP|COU|CRC|CUP|CVE|CZK|DJF|DKK|DOP|DZD|EGP|ERN|ETB|EUR|FJD|FKP|GBP|GEL|GHS|GIP|GMD|GNF|GTQ|GYD|HKD|HNL|HTG|HUF|IDR|ILS|INR|IQD|IRR|ISK|JMD|JOD|JPY|KES|KGS|KHR|KMF|KPW|KRW|KWD|KYD|KZT|LAK|LBP|LKR|LRD|LSL|LYD|MAD|MDL|MGA|MKD|MMK|MNT|MOP|MRU|MUR|MVR|MWK|MXN|MXV|MYR|MZN|NAD|NGN|NIO|NOK|NPR|NZD|OMR|PAB|PEN|PGK|PHP|PKR|PLN|PYG|QAR|RON|RSD|RUB|RWF|SAR|SBD|SCR|SDG|SEK|SGD|SHP|SLE|SOS|SRD|SSP|STN|SVC|SYP|SZL|THB|TJS|TMT|TND|TOP|TRY|TTD|TWD|TZS|UAH|UGX|USD|USN|UYI|UYU|UYW|UZS|VED|VES|VND|VUV|WST|XAD|XAF|XAG|XAU|XBA|XBB|XBC|XBD|XCD|XCG|XDR|XOF|XPD|XPF|XPT|XSU|XTS|XUA|XXX|YER|ZAR|ZMW|ZWG)$/;
// iban electronic format: 2-letter country, check digits 02-98 (the only values `98 - remainder` can produce), 11-30 bban characters
const iban = /^[A-Z]{2}(?!00|01|99)\d{2}[A-Z0-9]{11,30}$/;
const dateSource = `(?:(?:\\d\\d[2468][048]|\\d\\d[13579][26]|\\d\\d0[48]|[02468][048]00|[13579][26]00)-02-29|\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|(?:02)-(?:0[1-9]|1\\d|2[0-8])))`;
/** Anchors a pattern source. The interpolation lives here rather than at the call site because
 * esbuild will not drop a `@__PURE__` call whose own argument interpolates a variable, but it
 * will drop `anchor(dateSource)`. Keeping it inline pinned `date` into every bundle. */
function regexes_anchor(source) {
    return new RegExp(`^${source}$`);
}
const date = /*@__PURE__*/ regexes_anchor(dateSource);
function timeSource(args) {
    const hhmm = `(?:[01]\\d|2[0-3]):[0-5]\\d`;
    const regex = typeof args.precision === "number"
        ? args.precision === -1
            ? `${hhmm}`
            : args.precision === 0
                ? `${hhmm}:[0-5]\\d`
                : `${hhmm}:[0-5]\\d\\.\\d{${args.precision}}`
        : args.seconds
            ? `${hhmm}:[0-5]\\d(?:\\.\\d+)?`
            : `${hhmm}(?::[0-5]\\d(?:\\.\\d+)?)?`;
    return regex;
}
function time(args) {
    return new RegExp(`^${timeSource(args)}$`);
}
// Adapted from https://stackoverflow.com/a/3143231
function datetime(args) {
    const opts = ["Z"];
    // if (args.offset) opts.push(`([+-]\\d{2}:\\d{2})`);
    if (args.offset)
        opts.push(`([+-](?:[01]\\d|2[0-3]):[0-5]\\d)`);
    // RFC 3339 mandates seconds wherever the time carries a `Z` or an offset, so only the unqualified form `local` adds may omit them
    const qualified = `${timeSource({ precision: args.precision, seconds: true })}(?:${opts.join("|")})`;
    const timeRegex = args.local ? `${qualified}|${timeSource({ precision: args.precision })}` : qualified;
    return new RegExp(`^${dateSource}T(?:${timeRegex})$`);
}
// the unbounded form of `string()` as a literal, so every plain string shares one instance instead of building its own
const anyString = /^[\s\S]{0,}$/;
const string = (params) => {
    const regex = params ? `[\\s\\S]{${params?.minimum ?? 0},${params?.maximum ?? ""}}` : `[\\s\\S]*`;
    return new RegExp(`^${regex}$`);
};
const bigint = /^-?\d+n?$/;
const integer = /^-?\d+$/;
const number = /^-?\d+(?:\.\d+)?$/;
const regexes_boolean = /^(?:true|false)$/i;
const _null = /^null$/i;

const _undefined = /^undefined$/i;

// regex for string with no uppercase letters
const lowercase = /^[^A-Z]*$/;
// regex for string with no lowercase letters
const uppercase = /^[^a-z]*$/;
// regex for hexadecimal strings (any length)
const hex = /^[0-9a-fA-F]*$/;
// Hash regexes for different algorithms and encodings
// Helper function to create base64 regex with exact length and padding
function fixedBase64(bodyLength, padding) {
    return new RegExp(`^[A-Za-z0-9+/]{${bodyLength}}${padding}$`);
}
// Helper function to create base64url regex with exact length (no padding)
function fixedBase64url(length) {
    return new RegExp(`^[A-Za-z0-9_-]{${length}}$`);
}
// MD5 (16 bytes): base64 = 24 chars total (22 + "==")
const md5_hex = /^[0-9a-fA-F]{32}$/;
const md5_base64 = /*@__PURE__*/ (/* unused pure expression or super */ null && (fixedBase64(22, "==")));
const md5_base64url = /*@__PURE__*/ (/* unused pure expression or super */ null && (fixedBase64url(22)));
// SHA1 (20 bytes): base64 = 28 chars total (27 + "=")
const sha1_hex = /^[0-9a-fA-F]{40}$/;
const sha1_base64 = /*@__PURE__*/ (/* unused pure expression or super */ null && (fixedBase64(27, "=")));
const sha1_base64url = /*@__PURE__*/ (/* unused pure expression or super */ null && (fixedBase64url(27)));
// SHA256 (32 bytes): base64 = 44 chars total (43 + "=")
const sha256_hex = /^[0-9a-fA-F]{64}$/;
const sha256_base64 = /*@__PURE__*/ (/* unused pure expression or super */ null && (fixedBase64(43, "=")));
const sha256_base64url = /*@__PURE__*/ (/* unused pure expression or super */ null && (fixedBase64url(43)));
// SHA384 (48 bytes): base64 = 64 chars total (no padding)
const sha384_hex = /^[0-9a-fA-F]{96}$/;
const sha384_base64 = /*@__PURE__*/ (/* unused pure expression or super */ null && (fixedBase64(64, "")));
const sha384_base64url = /*@__PURE__*/ (/* unused pure expression or super */ null && (fixedBase64url(64)));
// SHA512 (64 bytes): base64 = 88 chars total (86 + "==")
const sha512_hex = /^[0-9a-fA-F]{128}$/;
const sha512_base64 = /*@__PURE__*/ (/* unused pure expression or super */ null && (fixedBase64(86, "==")));
const sha512_base64url = /*@__PURE__*/ (/* unused pure expression or super */ null && (fixedBase64url(86)));

;// CONCATENATED MODULE: ./node_modules/zod/v4/core/checks.js
// import { $ZodType } from "./schemas.js";



const $ZodCheck = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodCheck", (inst, def) => {
    var _a;
    inst._zod ?? (inst._zod = {});
    inst._zod.def = def;
    (_a = inst._zod).onattach ?? (_a.onattach = []);
});
/** Default `when` for size-based checks: run only on non-nullish values with a `size`. */
const _whenHasSize = (payload) => {
    const val = payload.value;
    return !util.nullish(val) && val.size !== undefined;
};
/** Default `when` for length-based checks: run only on non-nullish values with a `length`. */
const _whenHasLength = (payload) => {
    const val = payload.value;
    return !core_util/* nullish */.cl(val) && val.length !== undefined;
};
const numericOriginMap = {
    number: "number",
    bigint: "bigint",
    object: "date",
};
const $ZodCheckLessThan = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodCheckLessThan", (inst, def) => {
    $ZodCheck.init(inst, def);
    const origin = numericOriginMap[typeof def.value];
    inst._zod.check = (payload) => {
        if (def.inclusive ? payload.value <= def.value : payload.value < def.value) {
            return;
        }
        payload.issues.push({
            origin: numericOriginMap[typeof payload.value] ?? origin,
            code: "too_big",
            maximum: typeof def.value === "object" ? def.value.getTime() : def.value,
            input: payload.value,
            inclusive: def.inclusive,
            inst,
            continue: !def.abort,
        });
    };
});
const $ZodCheckGreaterThan = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodCheckGreaterThan", (inst, def) => {
    $ZodCheck.init(inst, def);
    const origin = numericOriginMap[typeof def.value];
    inst._zod.check = (payload) => {
        if (def.inclusive ? payload.value >= def.value : payload.value > def.value) {
            return;
        }
        payload.issues.push({
            origin: numericOriginMap[typeof payload.value] ?? origin,
            code: "too_small",
            minimum: typeof def.value === "object" ? def.value.getTime() : def.value,
            input: payload.value,
            inclusive: def.inclusive,
            inst,
            continue: !def.abort,
        });
    };
});
const $ZodCheckMultipleOf = 
/*@__PURE__*/ core_core/* $constructor */.xI("$ZodCheckMultipleOf", (inst, def) => {
    $ZodCheck.init(inst, def);
    inst._zod.check = (payload) => {
        if (typeof payload.value !== typeof def.value)
            throw new Error("Cannot mix number and bigint in multiple_of check.");
        const isMultiple = typeof payload.value === "bigint"
            ? // `value % 0n` throws, and nothing is a multiple of zero — the number branch already fails this way via NaN
                def.value !== BigInt(0) && payload.value % def.value === BigInt(0)
            : core_util/* floatSafeRemainder */.LG(payload.value, def.value) === 0;
        if (isMultiple)
            return;
        payload.issues.push({
            origin: typeof payload.value,
            code: "not_multiple_of",
            divisor: def.value,
            input: payload.value,
            inst,
            continue: !def.abort,
        });
    };
});
const $ZodCheckNumberFormat = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodCheckNumberFormat", (inst, def) => {
    $ZodCheck.init(inst, def); // no format checks
    def.format = def.format || "float64";
    const isInt = def.format?.includes("int");
    const origin = isInt ? "int" : "number";
    const [minimum, maximum] = core_util/* NUMBER_FORMAT_RANGES */.zH[def.format];
    inst._zod.check = (payload) => {
        const input = payload.value;
        if (isInt) {
            if (!Number.isInteger(input)) {
                // invalid_format issue
                // payload.issues.push({
                //   expected: def.format,
                //   format: def.format,
                //   code: "invalid_format",
                //   input,
                //   inst,
                // });
                // invalid_type issue
                payload.issues.push({
                    expected: origin,
                    format: def.format,
                    code: "invalid_type",
                    continue: false,
                    input,
                    inst,
                });
                return;
                // not_multiple_of issue
                // payload.issues.push({
                //   code: "not_multiple_of",
                //   origin: "number",
                //   input,
                //   inst,
                //   divisor: 1,
                // });
            }
            if (!Number.isSafeInteger(input)) {
                if (input > 0) {
                    // too_big
                    payload.issues.push({
                        input,
                        code: "too_big",
                        maximum: Number.MAX_SAFE_INTEGER,
                        note: "Integers must be within the safe integer range.",
                        inst,
                        origin,
                        inclusive: true,
                        continue: !def.abort,
                    });
                }
                else {
                    // too_small
                    payload.issues.push({
                        input,
                        code: "too_small",
                        minimum: Number.MIN_SAFE_INTEGER,
                        note: "Integers must be within the safe integer range.",
                        inst,
                        origin,
                        inclusive: true,
                        continue: !def.abort,
                    });
                }
                return;
            }
        }
        if (input < minimum) {
            payload.issues.push({
                origin: "number",
                input,
                code: "too_small",
                minimum,
                inclusive: true,
                inst,
                continue: !def.abort,
            });
        }
        if (input > maximum) {
            payload.issues.push({
                origin: "number",
                input,
                code: "too_big",
                maximum,
                inclusive: true,
                inst,
                continue: !def.abort,
            });
        }
    };
});
const $ZodCheckBigIntFormat = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodCheckBigIntFormat", (inst, def) => {
    $ZodCheck.init(inst, def); // no format checks
    const [minimum, maximum] = util.BIGINT_FORMAT_RANGES[def.format];
    inst._zod.check = (payload) => {
        const input = payload.value;
        if (input < minimum) {
            payload.issues.push({
                origin: "bigint",
                input,
                code: "too_small",
                minimum: minimum,
                inclusive: true,
                inst,
                continue: !def.abort,
            });
        }
        if (input > maximum) {
            payload.issues.push({
                origin: "bigint",
                input,
                code: "too_big",
                maximum,
                inclusive: true,
                inst,
                continue: !def.abort,
            });
        }
    };
})));
const $ZodCheckMaxSize = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodCheckMaxSize", (inst, def) => {
    var _a;
    $ZodCheck.init(inst, def);
    (_a = inst._zod.def).when ?? (_a.when = _whenHasSize);
    inst._zod.check = (payload) => {
        const input = payload.value;
        const size = input.size;
        if (size <= def.maximum)
            return;
        payload.issues.push({
            origin: util.getSizableOrigin(input),
            code: "too_big",
            maximum: def.maximum,
            inclusive: true,
            input,
            inst,
            continue: !def.abort,
        });
    };
})));
const $ZodCheckMinSize = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodCheckMinSize", (inst, def) => {
    var _a;
    $ZodCheck.init(inst, def);
    (_a = inst._zod.def).when ?? (_a.when = _whenHasSize);
    inst._zod.check = (payload) => {
        const input = payload.value;
        const size = input.size;
        if (size >= def.minimum)
            return;
        payload.issues.push({
            origin: util.getSizableOrigin(input),
            code: "too_small",
            minimum: def.minimum,
            inclusive: true,
            input,
            inst,
            continue: !def.abort,
        });
    };
})));
const $ZodCheckSizeEquals = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodCheckSizeEquals", (inst, def) => {
    var _a;
    $ZodCheck.init(inst, def);
    (_a = inst._zod.def).when ?? (_a.when = _whenHasSize);
    inst._zod.check = (payload) => {
        const input = payload.value;
        const size = input.size;
        if (size === def.size)
            return;
        const tooBig = size > def.size;
        payload.issues.push({
            origin: util.getSizableOrigin(input),
            ...(tooBig ? { code: "too_big", maximum: def.size } : { code: "too_small", minimum: def.size }),
            inclusive: true,
            exact: true,
            input: payload.value,
            inst,
            continue: !def.abort,
        });
    };
})));
const $ZodCheckMaxLength = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodCheckMaxLength", (inst, def) => {
    var _a;
    $ZodCheck.init(inst, def);
    (_a = inst._zod.def).when ?? (_a.when = _whenHasLength);
    inst._zod.check = (payload) => {
        const input = payload.value;
        const units = input.length;
        // Strings are measured in Unicode code points, not UTF-16 units. A code point is at most two units, so a string that already fits in units fits in code points; only an overflow has to be counted.
        const length = typeof input === "string" && units > def.maximum ? core_util/* codePointLength */.O7(input) : units;
        if (length <= def.maximum)
            return;
        const origin = core_util/* getLengthableOrigin */.Rc(input);
        payload.issues.push({
            origin,
            code: "too_big",
            maximum: def.maximum,
            inclusive: true,
            input,
            inst,
            continue: !def.abort,
        });
    };
});
const $ZodCheckMinLength = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodCheckMinLength", (inst, def) => {
    var _a;
    $ZodCheck.init(inst, def);
    (_a = inst._zod.def).when ?? (_a.when = _whenHasLength);
    inst._zod.check = (payload) => {
        const input = payload.value;
        const units = input.length;
        // A code point is one or two UTF-16 units, so fewer units than the floor can never reach it and twice the floor always clears it. Only in between is the exact count in doubt.
        const length = typeof input === "string" && units >= def.minimum && units < def.minimum * 2
            ? core_util/* codePointLength */.O7(input)
            : units;
        if (length >= def.minimum)
            return;
        const origin = core_util/* getLengthableOrigin */.Rc(input);
        payload.issues.push({
            origin,
            code: "too_small",
            minimum: def.minimum,
            inclusive: true,
            input,
            inst,
            continue: !def.abort,
        });
    };
});
const $ZodCheckLengthEquals = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodCheckLengthEquals", (inst, def) => {
    var _a;
    $ZodCheck.init(inst, def);
    (_a = inst._zod.def).when ?? (_a.when = _whenHasLength);
    inst._zod.check = (payload) => {
        const input = payload.value;
        const units = input.length;
        // A code point is one or two UTF-16 units, so outside `[length, length * 2]` units the target is missed either way — and missed in the same direction in both measures.
        const length = typeof input === "string" && units >= def.length && units <= def.length * 2
            ? core_util/* codePointLength */.O7(input)
            : units;
        if (length === def.length)
            return;
        const origin = core_util/* getLengthableOrigin */.Rc(input);
        const tooBig = length > def.length;
        payload.issues.push({
            origin,
            ...(tooBig ? { code: "too_big", maximum: def.length } : { code: "too_small", minimum: def.length }),
            inclusive: true,
            exact: true,
            input: payload.value,
            inst,
            continue: !def.abort,
        });
    };
});
const $ZodCheckStringFormat = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodCheckStringFormat", (inst, def) => {
    var _a, _b;
    $ZodCheck.init(inst, def);
    if (def.pattern)
        (_a = inst._zod).check ?? (_a.check = (payload) => {
            def.pattern.lastIndex = 0;
            if (def.pattern.test(payload.value))
                return;
            payload.issues.push({
                origin: "string",
                code: "invalid_format",
                format: def.format,
                input: payload.value,
                ...(def.pattern ? { pattern: def.pattern.toString() } : {}),
                inst,
                continue: !def.abort,
            });
        });
    else
        (_b = inst._zod).check ?? (_b.check = () => { });
});
const $ZodCheckRegex = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodCheckRegex", (inst, def) => {
    $ZodCheckStringFormat.init(inst, def);
    inst._zod.check = (payload) => {
        def.pattern.lastIndex = 0;
        if (def.pattern.test(payload.value))
            return;
        payload.issues.push({
            origin: "string",
            code: "invalid_format",
            format: "regex",
            input: payload.value,
            pattern: def.pattern.toString(),
            inst,
            continue: !def.abort,
        });
    };
});
const $ZodCheckLowerCase = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodCheckLowerCase", (inst, def) => {
    def.pattern ?? (def.pattern = lowercase);
    $ZodCheckStringFormat.init(inst, def);
});
const $ZodCheckUpperCase = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodCheckUpperCase", (inst, def) => {
    def.pattern ?? (def.pattern = uppercase);
    $ZodCheckStringFormat.init(inst, def);
});
const $ZodCheckIncludes = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodCheckIncludes", (inst, def) => {
    $ZodCheck.init(inst, def);
    const escapedRegex = core_util/* escapeRegex */.sD(def.includes);
    // `String.prototype.includes(sub, position)` matches `sub` at `position`
    // OR LATER, so the pattern must allow at least `position` leading chars
    // (`{N,}`), not exactly `position` chars (`{N}`).
    const pattern = new RegExp(typeof def.position === "number" ? `^.{${def.position},}${escapedRegex}` : escapedRegex);
    def.pattern = pattern;
    inst._zod.check = (payload) => {
        if (payload.value.includes(def.includes, def.position))
            return;
        payload.issues.push({
            origin: "string",
            code: "invalid_format",
            format: "includes",
            includes: def.includes,
            input: payload.value,
            inst,
            continue: !def.abort,
        });
    };
});
const $ZodCheckStartsWith = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodCheckStartsWith", (inst, def) => {
    $ZodCheck.init(inst, def);
    const pattern = new RegExp(`^${core_util/* escapeRegex */.sD(def.prefix)}.*`);
    def.pattern ?? (def.pattern = pattern);
    inst._zod.check = (payload) => {
        if (payload.value.startsWith(def.prefix))
            return;
        payload.issues.push({
            origin: "string",
            code: "invalid_format",
            format: "starts_with",
            prefix: def.prefix,
            input: payload.value,
            inst,
            continue: !def.abort,
        });
    };
});
const $ZodCheckEndsWith = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodCheckEndsWith", (inst, def) => {
    $ZodCheck.init(inst, def);
    const pattern = new RegExp(`.*${core_util/* escapeRegex */.sD(def.suffix)}$`);
    def.pattern ?? (def.pattern = pattern);
    inst._zod.check = (payload) => {
        if (payload.value.endsWith(def.suffix))
            return;
        payload.issues.push({
            origin: "string",
            code: "invalid_format",
            format: "ends_with",
            suffix: def.suffix,
            input: payload.value,
            inst,
            continue: !def.abort,
        });
    };
});
///////////////////////////////////
/////    $ZodCheckProperty    /////
///////////////////////////////////
function handleCheckPropertyResult(result, payload, property) {
    if (result.issues.length) {
        payload.issues.push(...core_util/* prefixIssues */.lQ(property, result.issues));
    }
}
const $ZodCheckProperty = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodCheckProperty", (inst, def) => {
    $ZodCheck.init(inst, def);
    inst._zod.check = (payload) => {
        const result = def.schema._zod.run({
            value: payload.value[def.property],
            issues: [],
        }, {});
        if (result instanceof Promise) {
            return result.then((result) => handleCheckPropertyResult(result, payload, def.property));
        }
        handleCheckPropertyResult(result, payload, def.property);
        return;
    };
})));
const $ZodCheckProperties = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodCheckProperties", (inst, def) => {
    $ZodCheck.init(inst, def);
    core_util/* hide */.jD(inst, Symbol.iterator, function* () {
        yield inst;
    });
    // key and schema snapshotted together: reading one live and the other cached lets a later mutation of the caller's shape object pair a stale key with a missing schema
    let entries;
    inst._zod.check = (payload) => {
        // the base schema already typed the value, so only a nullish one is rejected here: the properties read on a primitive too, matching z.property() on a string's length
        if (payload.value == null) {
            payload.issues.push({ expected: "object", code: "invalid_type", input: payload.value, inst });
            return undefined;
        }
        entries ?? (entries = Reflect.ownKeys(def.shape).map((key) => [key, def.shape[key]]));
        const input = payload.value;
        let proms;
        for (const [key, schema] of entries) {
            const result = schema._zod.run({ value: input[key], issues: [] }, {});
            if (result instanceof Promise) {
                proms ?? (proms = []);
                proms.push(result.then((result) => handleCheckPropertyResult(result, payload, key)));
            }
            else {
                handleCheckPropertyResult(result, payload, key);
            }
        }
        if (proms)
            return Promise.all(proms).then(() => undefined);
        return undefined;
    };
});
const $ZodCheckMimeType = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodCheckMimeType", (inst, def) => {
    $ZodCheck.init(inst, def);
    const mimeSet = new Set(def.mime);
    inst._zod.check = (payload) => {
        if (mimeSet.has(payload.value.type))
            return;
        payload.issues.push({
            code: "invalid_value",
            values: def.mime,
            input: payload.value.type,
            inst,
            continue: !def.abort,
        });
    };
})));
const $ZodCheckOverwrite = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodCheckOverwrite", (inst, def) => {
    $ZodCheck.init(inst, def);
    inst._zod.check = (payload) => {
        payload.value = def.tx(payload.value);
    };
});

;// CONCATENATED MODULE: ./node_modules/zod/v4/core/doc.js
class Doc {
    constructor(args = [], closed = {}) {
        this.content = [];
        this.indent = 0;
        this.args = args;
        this.closed = closed;
    }
    // the compiler catches a child's throw and keeps writing into this doc, so the indent has to unwind with it
    indented(fn) {
        this.indent += 1;
        try {
            fn(this);
        }
        finally {
            this.indent -= 1;
        }
    }
    write(arg) {
        if (typeof arg === "function") {
            arg(this, { execution: "sync" });
            arg(this, { execution: "async" });
            return;
        }
        const content = arg;
        const lines = content.split("\n").filter((x) => x);
        const minIndent = Math.min(...lines.map((x) => x.length - x.trimStart().length));
        const dedented = lines.map((x) => x.slice(minIndent)).map((x) => " ".repeat(this.indent * 2) + x);
        for (const line of dedented) {
            this.content.push(line);
        }
    }
    compile() {
        const F = Function;
        const content = this?.content ?? [``];
        const factory = new F(...Object.keys(this.closed), `return function (${this.args.join(", ")}) {\n${content.join("\n")}\n};`);
        return factory(...Object.values(this.closed));
    }
}

;// CONCATENATED MODULE: ./node_modules/zod/v4/core/versions.js
const version = {
    major: 4,
    minor: 6,
    patch: 7,
};

;// CONCATENATED MODULE: ./node_modules/zod/v4/core/schemas.js







const $ZodType = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodType", (inst, def) => {
    var _a;
    inst ?? (inst = {});
    inst._zod.def = def; // set _def property
    inst._zod.bag = inst._zod.bag || {}; // initialize _bag object
    inst._zod.version = version;
    const defChecks = inst._zod.def.checks;
    // if inst is itself a checks.$ZodCheck, run it as a check
    const checks = inst._zod.traits.has("$ZodCheck")
        ? [inst, ...(defChecks ?? [])]
        : defChecks?.length
            ? [...defChecks]
            : [];
    for (const ch of checks) {
        for (const fn of ch._zod.onattach) {
            fn(inst);
        }
    }
    if (checks.length === 0) {
        // deferred initializer inst._zod.parse is not yet defined
        (_a = inst._zod).deferred ?? (_a.deferred = []);
        inst._zod.deferred?.push(() => {
            inst._zod.run = inst._zod.parse;
        });
    }
    else {
        const runChecks = (payload, checks, ctx) => {
            if (payload.memo)
                return payload;
            let isAborted = core_util/* aborted */.QH(payload);
            let asyncResult;
            for (const ch of checks) {
                if (ch._zod.def.when) {
                    if (core_util/* explicitlyAborted */.rL(payload))
                        continue;
                    const shouldRun = ch._zod.def.when(payload);
                    if (!shouldRun)
                        continue;
                }
                else if (isAborted) {
                    continue;
                }
                const currLen = payload.issues.length;
                const _ = ch._zod.check(payload);
                if (_ instanceof Promise && ctx?.async === false) {
                    throw new core_core/* $ZodAsyncError */.GT();
                }
                if (asyncResult || _ instanceof Promise) {
                    asyncResult = (asyncResult ?? Promise.resolve()).then(async () => {
                        await _;
                        const nextLen = payload.issues.length;
                        if (nextLen === currLen)
                            return;
                        core_util/* attachSchema */.d3(payload.issues, currLen, inst);
                        if (!isAborted)
                            isAborted = core_util/* aborted */.QH(payload, currLen);
                    });
                }
                else {
                    const nextLen = payload.issues.length;
                    if (nextLen === currLen)
                        continue;
                    core_util/* attachSchema */.d3(payload.issues, currLen, inst);
                    if (!isAborted)
                        isAborted = core_util/* aborted */.QH(payload, currLen);
                }
            }
            if (asyncResult) {
                return asyncResult.then(() => {
                    return payload;
                });
            }
            return payload;
        };
        const handleCanaryResult = (canary, payload, ctx) => {
            // abort if the canary is aborted
            if (core_util/* aborted */.QH(canary)) {
                canary.aborted = true;
                return canary;
            }
            // run checks first, then
            const checkResult = runChecks(payload, checks, ctx);
            if (checkResult instanceof Promise) {
                if (ctx.async === false)
                    throw new core_core/* $ZodAsyncError */.GT();
                return checkResult.then((checkResult) => inst._zod.parse(checkResult, ctx));
            }
            return inst._zod.parse(checkResult, ctx);
        };
        inst._zod.run = (payload, ctx) => {
            if (ctx.skipChecks) {
                return inst._zod.parse(payload, ctx);
            }
            if (ctx.direction === "backward") {
                // run canary initial pass (no checks)
                const canary = inst._zod.parse({ value: payload.value, issues: [] }, { ...ctx, skipChecks: true });
                if (canary instanceof Promise) {
                    return canary.then((canary) => {
                        return handleCanaryResult(canary, payload, ctx);
                    });
                }
                return handleCanaryResult(canary, payload, ctx);
            }
            // forward
            const result = inst._zod.parse(payload, ctx);
            if (result instanceof Promise) {
                if (ctx.async === false)
                    throw new core_core/* $ZodAsyncError */.GT();
                return result.then((result) => runChecks(result, checks, ctx));
            }
            return runChecks(result, checks, ctx);
        };
    }
}, {
    // Wrappers extend this by installing a richer factory over it; reading it eagerly would defeat the laziness.
    get "~standard"() {
        return core_util/* hide */.jD(this, "~standard", standardProps(this));
    },
    set "~standard"(value) {
        core_util/* own */.qh(this, "~standard", value);
    },
});
/** The Standard Schema surface for `inst`. Shared so wrappers can extend it without forcing it. */
// a Standard Schema result only reports issues, so a failure finalizes them straight off the raw payload: no ZodError, and no lazy result to read through
const toStandardResult = (r, ctx) => r.issues.length ? { issues: r.issues.map((iss) => core_util/* finalizeIssue */.iR(iss, ctx, core_core/* config */.$W())) } : { value: r.value };
async function validateAsync(inst, value) {
    const ctx = { async: true };
    return toStandardResult((await inst._zod.run({ value, issues: [] }, ctx)), ctx);
}
function standardProps(inst) {
    return {
        validate: (value) => {
            const ctx = { async: false };
            try {
                const r = inst._zod.run({ value, issues: [] }, ctx);
                if (!(r instanceof Promise))
                    return toStandardResult(r, ctx);
            }
            catch (_) { }
            // async function so a synchronously throwing check rejects instead of escaping validate
            return validateAsync(inst, value);
        },
        vendor: "zod",
        version: 1,
    };
}

const $ZodString = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodString", (inst, def) => {
    $ZodType.init(inst, def);
    // a format's own pattern, else unbounded; a template literal derives the check-aware form itself
    inst._zod.pattern = def.pattern ?? anyString;
    inst._zod.parse = (payload, _) => {
        if (def.coerce)
            try {
                payload.value = String(payload.value);
            }
            catch (_) { }
        if (typeof payload.value === "string")
            return payload;
        payload.issues.push({
            expected: "string",
            code: "invalid_type",
            input: payload.value,
            inst,
        });
        return payload;
    };
});
const $ZodStringFormat = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodStringFormat", (inst, def) => {
    // check initialization must come first
    $ZodCheckStringFormat.init(inst, def);
    $ZodString.init(inst, def);
});
const $ZodGUID = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodGUID", (inst, def) => {
    def.pattern ?? (def.pattern = guid);
    $ZodStringFormat.init(inst, def);
});
const $ZodUUID = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodUUID", (inst, def) => {
    if (def.version) {
        const versionMap = {
            v1: 1,
            v2: 2,
            v3: 3,
            v4: 4,
            v5: 5,
            v6: 6,
            v7: 7,
            v8: 8,
        };
        const v = versionMap[def.version];
        if (v === undefined)
            throw new Error(`Invalid UUID version: "${def.version}"`);
        def.pattern ?? (def.pattern = uuid(v));
    }
    else
        def.pattern ?? (def.pattern = uuid());
    $ZodStringFormat.init(inst, def);
});
const $ZodEmail = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodEmail", (inst, def) => {
    def.pattern ?? (def.pattern = email);
    $ZodStringFormat.init(inst, def);
});
/** The `://` guard rejected the input before the URL constructor saw it. */
const URL_BAD_FORMAT = 1;
/** The URL parser rejected the input. */
const URL_UNPARSEABLE = 2;
function canParseURL(input) {
    try {
        if (typeof URL !== "undefined" && typeof URL.canParse === "function")
            return URL.canParse(input);
        new URL(input);
        return true;
    }
    catch {
        return false;
    }
}
function validateURL(trimmed, def) {
    if (!("normalize" in def) && !("hostname" in def) && !("protocol" in def)) {
        return canParseURL(trimmed) || URL_UNPARSEABLE;
    }
    return parseURLObject(trimmed, def);
}
/** Parses a URL while preserving the non-normalizing HTTP guard. */
function parseURLObject(trimmed, def) {
    // When normalize is off, require :// for http/https URLs. This prevents strings like "http:example.com" or "https:/path" from being silently accepted
    if (!def.normalize && def.protocol?.source === httpProtocol.source && !/^https?:\/\//i.test(trimmed)) {
        return URL_BAD_FORMAT;
    }
    try {
        if (typeof URL !== "undefined") {
            const URLStatic = URL;
            if (typeof URLStatic.parse === "function")
                return URLStatic.parse(trimmed) ?? URL_UNPARSEABLE;
        }
        // @ts-ignore
        return new URL(trimmed);
    }
    catch {
        return URL_UNPARSEABLE;
    }
}
const asciiTabOrNewline = /[\t\n\r]/g;
/** The URL parser deletes every ASCII tab, LF and CR from its input before it parses, so `new URL("https://exa\nmple.com")` reports on `example.com`. Applying the same deletion to the returned value closes the half of that divergence which can move the host; the parser's other rewrite, stripping C0 controls at the edges, cannot. */
function stripTabAndNewline(value) {
    return value.replace(asciiTabOrNewline, "");
}
function urlHostnameOk(url, hostname) {
    hostname.lastIndex = 0;
    return hostname.test(url.hostname);
}
function urlProtocolOk(url, protocol) {
    protocol.lastIndex = 0;
    return protocol.test(url.protocol.endsWith(":") ? url.protocol.slice(0, -1) : url.protocol);
}
const $ZodURL = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodURL", (inst, def) => {
    $ZodStringFormat.init(inst, def);
    inst._zod.check = (payload) => {
        try {
            // Trim whitespace from input
            const trimmed = payload.value.trim();
            const url = validateURL(trimmed, def);
            if (url === URL_BAD_FORMAT) {
                payload.issues.push({
                    code: "invalid_format",
                    format: "url",
                    note: "Invalid URL format",
                    input: payload.value,
                    inst,
                    continue: !def.abort,
                });
                return;
            }
            if (url === URL_UNPARSEABLE) {
                payload.issues.push({
                    code: "invalid_format",
                    format: "url",
                    input: payload.value,
                    inst,
                    continue: !def.abort,
                });
                return;
            }
            if (url === true) {
                payload.value = stripTabAndNewline(trimmed);
                return;
            }
            if (def.hostname && !urlHostnameOk(url, def.hostname)) {
                payload.issues.push({
                    code: "invalid_format",
                    format: "url",
                    note: "Invalid hostname",
                    pattern: def.hostname.source,
                    input: payload.value,
                    inst,
                    continue: !def.abort,
                });
            }
            if (def.protocol && !urlProtocolOk(url, def.protocol)) {
                payload.issues.push({
                    code: "invalid_format",
                    format: "url",
                    note: "Invalid protocol",
                    pattern: def.protocol.source,
                    input: payload.value,
                    inst,
                    continue: !def.abort,
                });
            }
            // Set the output value based on normalize flag
            payload.value = def.normalize ? url.href : stripTabAndNewline(trimmed);
            return;
        }
        catch (_) {
            payload.issues.push({
                code: "invalid_format",
                format: "url",
                input: payload.value,
                inst,
                continue: !def.abort,
            });
        }
    };
});
const $ZodEmoji = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodEmoji", (inst, def) => {
    def.pattern ?? (def.pattern = emoji());
    $ZodStringFormat.init(inst, def);
});
const $ZodNanoID = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodNanoID", (inst, def) => {
    if (def.length !== undefined && (!Number.isInteger(def.length) || def.length < 1))
        throw new Error(`Invalid nanoid length: ${def.length}`);
    def.pattern ?? (def.pattern = def.length === undefined ? nanoid : nanoidOfLength(def.length));
    $ZodStringFormat.init(inst, def);
});
/**
 * @deprecated CUID v1 is deprecated by its authors due to information leakage
 * (timestamps embedded in the id). Use {@link $ZodCUID2} instead.
 * See https://github.com/paralleldrive/cuid.
 */
const $ZodCUID = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodCUID", (inst, def) => {
    def.pattern ?? (def.pattern = cuid);
    $ZodStringFormat.init(inst, def);
});
const $ZodCUID2 = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodCUID2", (inst, def) => {
    def.pattern ?? (def.pattern = cuid2);
    $ZodStringFormat.init(inst, def);
});
const $ZodULID = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodULID", (inst, def) => {
    def.pattern ?? (def.pattern = ulid);
    $ZodStringFormat.init(inst, def);
});
const $ZodXID = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodXID", (inst, def) => {
    def.pattern ?? (def.pattern = xid);
    $ZodStringFormat.init(inst, def);
});
const $ZodKSUID = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodKSUID", (inst, def) => {
    def.pattern ?? (def.pattern = ksuid);
    $ZodStringFormat.init(inst, def);
});
const $ZodISODateTime = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodISODateTime", (inst, def) => {
    def.pattern ?? (def.pattern = datetime(def));
    $ZodStringFormat.init(inst, def);
});
const $ZodISODate = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodISODate", (inst, def) => {
    def.pattern ?? (def.pattern = date);
    $ZodStringFormat.init(inst, def);
});
const $ZodISOTime = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodISOTime", (inst, def) => {
    def.pattern ?? (def.pattern = time(def));
    $ZodStringFormat.init(inst, def);
});
const $ZodISODuration = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodISODuration", (inst, def) => {
    def.pattern ?? (def.pattern = duration);
    $ZodStringFormat.init(inst, def);
});
const $ZodIPv4 = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodIPv4", (inst, def) => {
    def.pattern ?? (def.pattern = ipv4);
    $ZodStringFormat.init(inst, def);
});
/** An IPv6 address is written with hex digits, colons and dots, and nothing else. The guard is what makes the check below an IPv6 check: `new URL("http://[...]")` parses an authority, not an address, so `@` and `\` re-delimit it and `"::@1\\"` validates against the host `0.0.0.1`. The URL parser also deletes ASCII tab, LF and CR rather than failing, which is how `"::1\n"` validated as `::1`. */
const ipv6Alphabet = /^[0-9a-fA-F:.]+$/;
function isValidIPv6(value) {
    if (!ipv6Alphabet.test(value))
        return false;
    return canParseURL(`http://[${value}]`);
}
const $ZodIPv6 = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodIPv6", (inst, def) => {
    def.pattern ?? (def.pattern = ipv6);
    $ZodStringFormat.init(inst, def);
    inst._zod.check = (payload) => {
        if (!isValidIPv6(payload.value)) {
            payload.issues.push({
                code: "invalid_format",
                format: "ipv6",
                input: payload.value,
                inst,
                continue: !def.abort,
            });
        }
    };
});
const $ZodMAC = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodMAC", (inst, def) => {
    def.pattern ?? (def.pattern = regexes.mac(def.delimiter));
    $ZodStringFormat.init(inst, def);
})));
const $ZodCIDRv4 = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodCIDRv4", (inst, def) => {
    def.pattern ?? (def.pattern = cidrv4);
    $ZodStringFormat.init(inst, def);
});
function isValidCIDRv6(value) {
    const parts = value.split("/");
    if (parts.length !== 2)
        return false;
    const [address, prefix] = parts;
    if (!prefix)
        return false;
    const prefixNum = Number(prefix);
    if (`${prefixNum}` !== prefix)
        return false;
    if (prefixNum < 0 || prefixNum > 128)
        return false;
    return isValidIPv6(address);
}
const $ZodCIDRv6 = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodCIDRv6", (inst, def) => {
    def.pattern ?? (def.pattern = cidrv6); // not used for validation
    $ZodStringFormat.init(inst, def);
    inst._zod.check = (payload) => {
        if (!isValidCIDRv6(payload.value)) {
            payload.issues.push({
                code: "invalid_format",
                format: "cidrv6",
                input: payload.value,
                inst,
                continue: !def.abort,
            });
        }
    };
});
//////////////////////////////   ZodBase64   //////////////////////////////
function isValidBase64(data) {
    if (data === "")
        return true;
    // atob ignores whitespace, so reject it up front.
    if (/\s/.test(data))
        return false;
    if (data.length % 4 !== 0)
        return false;
    try {
        // @ts-ignore
        atob(data);
        return true;
    }
    catch {
        return false;
    }
}
// lax on purpose: the quantified regexes.base64 overflows the regex stack on multi-MB input and its leading ^$| alternation leaks through template-literal composition; isValidBase64 enforces length and padding
const base64Charset = /^[0-9a-zA-Z+/]*={0,2}$/;
const $ZodBase64 = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodBase64", (inst, def) => {
    def.pattern ?? (def.pattern = base64Charset);
    $ZodStringFormat.init(inst, def);
    inst._zod.check = (payload) => {
        if (isValidBase64(payload.value))
            return;
        payload.issues.push({
            code: "invalid_format",
            format: "base64",
            input: payload.value,
            inst,
            continue: !def.abort,
        });
    };
});
//////////////////////////////   ZodBase64URL   //////////////////////////////
// lax on purpose: the quantified regexes.base64url overflows the regex stack on multi-MB input; isValidBase64 enforces length on the padded string
const base64urlCharset = /^[A-Za-z0-9_-]*$/;
function isValidBase64URL(data) {
    if (!base64urlCharset.test(data))
        return false;
    const base64 = data.replace(/[-_]/g, (c) => (c === "-" ? "+" : "/"));
    const padded = base64.padEnd(Math.ceil(base64.length / 4) * 4, "=");
    return isValidBase64(padded);
}
const $ZodBase64URL = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodBase64URL", (inst, def) => {
    def.pattern ?? (def.pattern = base64urlCharset);
    $ZodStringFormat.init(inst, def);
    inst._zod.check = (payload) => {
        if (isValidBase64URL(payload.value))
            return;
        payload.issues.push({
            code: "invalid_format",
            format: "base64url",
            input: payload.value,
            inst,
            continue: !def.abort,
        });
    };
});
const $ZodE164 = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodE164", (inst, def) => {
    def.pattern ?? (def.pattern = e164);
    $ZodStringFormat.init(inst, def);
});
//////////////////////////////   ZodCreditCard   //////////////////////////////
const CC_SANITIZE = /[- ]/g;
/** Luhn checksum on a digit-only string. Adapted from valibot (MIT). */
function isLuhnAlgo(digits) {
    let length = digits.length;
    let bit = 1;
    let sum = 0;
    while (length) {
        const value = digits.charCodeAt(--length) - 48;
        bit ^= 1;
        sum += bit ? [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][value] : value;
    }
    return sum % 10 === 0;
}
function isValidCreditCard(input) {
    if (!regexes.creditCard.test(input))
        return false;
    return isLuhnAlgo(input.replace(CC_SANITIZE, ""));
}
const $ZodCreditCard = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodCreditCard", (inst, def) => {
    // Shape only — the Luhn check below is not expressible as a pattern, so consumers of `pattern` (JSON Schema, template literals) get the length and separator rules alone.
    def.pattern ?? (def.pattern = regexes.creditCard);
    $ZodStringFormat.init(inst, def);
    inst._zod.check = (payload) => {
        if (isValidCreditCard(payload.value))
            return;
        payload.issues.push({
            code: "invalid_format",
            format: "credit_card",
            input: payload.value,
            inst,
            continue: !def.abort,
        });
    };
})));
//////////////////////////////   ZodIBAN   //////////////////////////////
// iso 7064 mod 97-10 checksum without BigInt
function isIso7064Mod97(iban) {
    let remainder = 0;
    const len = iban.length;
    for (let i = 4; i < len; i++) {
        const code = iban.charCodeAt(i);
        remainder = (code >= 65 ? remainder * 100 + (code - 55) : remainder * 10 + (code - 48)) % 97;
    }
    for (let i = 0; i < 4; i++) {
        const code = iban.charCodeAt(i);
        remainder = (code >= 65 ? remainder * 100 + (code - 55) : remainder * 10 + (code - 48)) % 97;
    }
    return remainder === 1;
}
function isValidIBAN(input) {
    if (!regexes.iban.test(input))
        return false;
    return isIso7064Mod97(input);
}
const $ZodIBAN = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodIBAN", (inst, def) => {
    // shape only — checksum is not expressible as a pattern
    def.pattern ?? (def.pattern = regexes.iban);
    $ZodStringFormat.init(inst, def);
    inst._zod.check = (payload) => {
        if (isValidIBAN(payload.value))
            return;
        payload.issues.push({
            code: "invalid_format",
            format: "iban",
            input: payload.value,
            inst,
            continue: !def.abort,
        });
    };
})));
//////////////////////////////   ZodJWT   //////////////////////////////
function isValidJWT(token, algorithm = null) {
    try {
        const tokensParts = token.split(".");
        if (tokensParts.length !== 3)
            return false;
        const [header] = tokensParts;
        if (!header)
            return false;
        // @ts-ignore
        const parsedHeader = JSON.parse(atob(header));
        if ("typ" in parsedHeader && parsedHeader?.typ !== "JWT")
            return false;
        if (!parsedHeader.alg)
            return false;
        if (algorithm && (!("alg" in parsedHeader) || parsedHeader.alg !== algorithm))
            return false;
        return true;
    }
    catch {
        return false;
    }
}
const $ZodJWT = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodJWT", (inst, def) => {
    $ZodStringFormat.init(inst, def);
    inst._zod.check = (payload) => {
        if (isValidJWT(payload.value, def.alg))
            return;
        payload.issues.push({
            code: "invalid_format",
            format: "jwt",
            input: payload.value,
            inst,
            continue: !def.abort,
        });
    };
});
const $ZodCustomStringFormat = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodCustomStringFormat", (inst, def) => {
    $ZodStringFormat.init(inst, def);
    inst._zod.check = (payload) => {
        if (def.fn(payload.value))
            return;
        payload.issues.push({
            code: "invalid_format",
            format: def.format,
            input: payload.value,
            inst,
            continue: !def.abort,
        });
    };
})));
const $ZodNumber = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodNumber", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.pattern = number;
    inst._zod.parse = (payload, _ctx) => {
        if (def.coerce)
            try {
                payload.value = Number(payload.value);
            }
            catch (_) { }
        const input = payload.value;
        if (typeof input === "number" && !Number.isNaN(input) && Number.isFinite(input)) {
            return payload;
        }
        const received = typeof input === "number"
            ? Number.isNaN(input)
                ? "NaN"
                : !Number.isFinite(input)
                    ? String(input)
                    : undefined
            : undefined;
        payload.issues.push({
            expected: "number",
            code: "invalid_type",
            input,
            inst,
            ...(received ? { received } : {}),
        });
        return payload;
    };
});
const $ZodNumberFormat = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodNumberFormat", (inst, def) => {
    $ZodCheckNumberFormat.init(inst, def);
    $ZodNumber.init(inst, def); // no format checks
});
const $ZodBoolean = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodBoolean", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.pattern = regexes_boolean;
    inst._zod.parse = (payload, _ctx) => {
        if (def.coerce)
            try {
                payload.value = Boolean(payload.value);
            }
            catch (_) { }
        const input = payload.value;
        if (typeof input === "boolean")
            return payload;
        payload.issues.push({
            expected: "boolean",
            code: "invalid_type",
            input,
            inst,
        });
        return payload;
    };
});
const $ZodBigInt = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodBigInt", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.pattern = bigint;
    inst._zod.parse = (payload, _ctx) => {
        if (def.coerce)
            try {
                payload.value = BigInt(payload.value);
            }
            catch (_) { }
        if (typeof payload.value === "bigint")
            return payload;
        payload.issues.push({
            expected: "bigint",
            code: "invalid_type",
            input: payload.value,
            inst,
        });
        return payload;
    };
});
const $ZodBigIntFormat = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodBigIntFormat", (inst, def) => {
    checks.$ZodCheckBigIntFormat.init(inst, def);
    $ZodBigInt.init(inst, def); // no format checks
})));
const $ZodSymbol = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodSymbol", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.parse = (payload, _ctx) => {
        const input = payload.value;
        if (typeof input === "symbol")
            return payload;
        payload.issues.push({
            expected: "symbol",
            code: "invalid_type",
            input,
            inst,
        });
        return payload;
    };
})));
const $ZodUndefined = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodUndefined", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.pattern = regexes.undefined;
    inst._zod.values = new Set([undefined]);
    inst._zod.parse = (payload, _ctx) => {
        const input = payload.value;
        if (typeof input === "undefined")
            return payload;
        payload.issues.push({
            expected: "undefined",
            code: "invalid_type",
            input,
            inst,
        });
        return payload;
    };
})));
const $ZodNull = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodNull", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.pattern = _null;
    inst._zod.values = new Set([null]);
    inst._zod.parse = (payload, _ctx) => {
        const input = payload.value;
        if (input === null)
            return payload;
        payload.issues.push({
            expected: "null",
            code: "invalid_type",
            input,
            inst,
        });
        return payload;
    };
});
const $ZodAny = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodAny", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.parse = (payload) => payload;
})));
const $ZodUnknown = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodUnknown", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.parse = (payload) => payload;
});
const $ZodNever = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodNever", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.parse = (payload, _ctx) => {
        payload.issues.push({
            expected: "never",
            code: "invalid_type",
            input: payload.value,
            inst,
        });
        return payload;
    };
});
const $ZodVoid = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodVoid", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.parse = (payload, _ctx) => {
        const input = payload.value;
        if (typeof input === "undefined")
            return payload;
        payload.issues.push({
            expected: "void",
            code: "invalid_type",
            input,
            inst,
        });
        return payload;
    };
})));
const $ZodDate = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodDate", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.parse = (payload, _ctx) => {
        if (def.coerce) {
            try {
                payload.value = new Date(payload.value);
            }
            catch (_err) { }
        }
        const input = payload.value;
        const isDate = input instanceof Date;
        const isValidDate = isDate && !Number.isNaN(input.getTime());
        if (isValidDate)
            return payload;
        payload.issues.push({
            expected: "date",
            code: "invalid_type",
            input,
            ...(isDate ? { received: "Invalid Date" } : {}),
            inst,
        });
        return payload;
    };
});
// an oversized container fails its leading size checks before any element is parsed
function capSize(inst, size) {
    const caps = core_util/* sizeCaps */.hi(inst._zod.def.checks);
    if (!caps.length)
        return;
    const cap = Math.min(...caps.map((c) => c[0]));
    const parse = inst._zod.parse;
    inst._zod.parse = (payload, ctx) => {
        const n = size(payload.value);
        if (n > cap && !ctx?.skipChecks && ctx?.direction !== "backward") {
            for (const [max, ch] of core_util/* sizeCaps */.hi(inst._zod.def.checks)) {
                if (n > max && ch._zod.def.when(payload)) {
                    const start = payload.issues.length;
                    ch._zod.check(payload);
                    // the value is still the raw input, so no later check may read it
                    payload.issues[start].continue = false;
                    core_util/* attachSchema */.d3(payload.issues, start, inst);
                    return payload;
                }
            }
        }
        return parse(payload, ctx);
    };
}
const arraySize = (input) => (Array.isArray(input) ? input.length : -1);
const mapSize = (input) => (input instanceof Map ? input.size : -1);
const setSize = (input) => (input instanceof Set ? input.size : -1);
function handleArrayResult(result, final, index) {
    if (result.issues.length) {
        final.issues.push(...core_util/* prefixIssues */.lQ(index, result.issues));
    }
    final.value[index] = result.value;
}
const $ZodArray = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodArray", (inst, def) => {
    $ZodType.init(inst, def);
    const memo = core_core/* globalConfig */.cr.memoizer;
    memo?.attach(inst);
    inst._zod.parse = (payload, ctx) => {
        const input = payload.value;
        if (!Array.isArray(input)) {
            payload.issues.push({
                expected: "array",
                code: "invalid_type",
                input,
                inst,
            });
            return payload;
        }
        payload.value = memo ? memo.alloc(inst, payload, Array(input.length), ctx) : Array(input.length);
        const proms = [];
        const abortEarly = ctx?.abortEarly;
        for (let i = 0; i < input.length; i++) {
            const item = input[i];
            const result = def.element._zod.run({
                value: item,
                issues: [],
            }, ctx);
            if (result instanceof Promise) {
                proms.push(result.then((result) => handleArrayResult(result, payload, i)));
            }
            else {
                handleArrayResult(result, payload, i);
                // the element's payload is authoritative here, since handleArrayResult forwards every issue; an object's is not, because it drops a failed absent optional
                if (abortEarly && result.issues.length !== 0 && core_util/* aborted */.QH(result))
                    break;
            }
        }
        if (proms.length) {
            return Promise.all(proms).then(() => payload);
        }
        return payload; //handleArrayResultsAsync(parseResults, final);
    };
    capSize(inst, arraySize);
});
function handlePropertyResult(result, final, key, input, optin, optout) {
    const isPresent = key in input;
    const isOptionalOut = optout === "optional";
    // The middle rung means "absence permitted, nothing supplied in its place", so an absent key contributes nothing — whatever the schema made of `undefined` is invented, not substituted. Only `optional` reaches this with a value: `defaulted` substitutes, and a schema that isn't optional-out has to keep the key.
    if (!isPresent && isOptionalOut && optin === "optional") {
        return;
    }
    if (result.issues.length) {
        // For optional-in/out schemas, ignore errors on absent keys.
        if (optin !== undefined && isOptionalOut && !isPresent) {
            return;
        }
        final.issues.push(...core_util/* prefixIssues */.lQ(key, result.issues));
    }
    if (!isPresent && optin === undefined) {
        if (!result.issues.length) {
            final.issues.push({
                code: "invalid_type",
                expected: "nonoptional",
                input: undefined,
                path: [key],
            });
        }
        return;
    }
    if (result.value === undefined) {
        if (isPresent || (optin === "defaulted" && !isOptionalOut)) {
            final.value[key] = undefined;
        }
    }
    else {
        final.value[key] = result.value;
    }
}
// one shared instance; a fresh [] per schema cost 56 bytes retained
const NO_SYMBOL_KEYS = [];
function normalizeDef(def) {
    const keys = Object.keys(def.shape);
    const ownSymbols = Object.getOwnPropertySymbols(def.shape);
    const symbolKeys = ownSymbols.length ? ownSymbols : NO_SYMBOL_KEYS;
    // aliases `keys` when there are no symbols, so a string-only shape keeps one array
    const allKeys = symbolKeys.length ? [...keys, ...symbolKeys] : keys;
    for (const k of allKeys) {
        if (!def.shape?.[k]?._zod?.traits?.has("$ZodType")) {
            throw new Error(`Invalid element at key "${String(k)}": expected a Zod schema`);
        }
    }
    const okeys = core_util/* optionalKeys */.NM(def.shape);
    return {
        ...def,
        allKeys,
        symbolKeys,
        // string-only: handleCatchall matches it against `for...in`, which never yields a symbol
        keySet: new Set(keys),
        numKeys: keys.length,
        optionalKeys: new Set(okeys),
    };
}
function handleCatchall(proms, input, payload, ctx, def, inst, abortEarly) {
    const unrecognized = [];
    const keySet = def.keySet;
    const _catchall = def.catchall._zod;
    const t = _catchall.def.type;
    const optin = _catchall.optin;
    const optout = _catchall.optout;
    // starts at 0, not the current length: the shape phase already ran and may have aborted
    let seen = 0;
    for (const key in input) {
        if (abortEarly && payload.issues.length !== seen) {
            if (core_util/* aborted */.QH(payload, seen))
                break;
            seen = payload.issues.length;
        }
        // Must precede the __proto__ branch: a declared key is not unrecognized, even though the shape loop deliberately strips __proto__ from the parsed output.
        if (keySet.has(key))
            continue;
        // Don't copy an undeclared __proto__ into the result; assignment to a plain {} would replace the result prototype. But in strict mode it is still an unknown key, so report it before skipping.
        if (key === "__proto__") {
            if (t === "never")
                unrecognized.push(key);
            continue;
        }
        if (t === "never") {
            unrecognized.push(key);
            continue;
        }
        const r = _catchall.run({ value: input[key], issues: [] }, ctx);
        if (r instanceof Promise) {
            proms.push(r.then((r) => handlePropertyResult(r, payload, key, input, optin, optout)));
        }
        else {
            handlePropertyResult(r, payload, key, input, optin, optout);
        }
    }
    if (unrecognized.length) {
        payload.issues.push({
            code: "unrecognized_keys",
            keys: unrecognized,
            input,
            inst,
            // Describes the shape of the input, not the validity of the parsed value, so it never aborts. The parse still fails; the schema's own checks just get to run first, and an enclosing intersection can reconcile the key against a sibling operand.
            continue: true,
        });
    }
    if (!proms.length)
        return payload;
    return Promise.all(proms).then(() => {
        return payload;
    });
}
const $ZodObject = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodObject", (inst, def) => {
    // requires cast because technically $ZodObject doesn't extend
    $ZodType.init(inst, def);
    const desc = Object.getOwnPropertyDescriptor(def, "shape");
    // a cloned def carries its source's accessor, which knows the shape it answers from; adopting that keeps the clone's keys readable without running it
    const sh = desc?.get ? desc.get.raw : (def.shape ?? {});
    if (sh) {
        // Freezes the shape on first read, so its getters resolve once and every later read sees the same schemas.
        const get = () => {
            const newSh = { ...sh };
            Object.defineProperty(def, "shape", { value: newSh });
            get.raw = newSh;
            return newSh;
        };
        get.raw = sh;
        Object.defineProperty(def, "shape", { get });
    }
    const _normalized = core_util/* cached */.PO(() => normalizeDef(def));
    core_util/* defineLazyInternal */.v5(inst, "propValues", (zod) => {
        const shape = zod.def.shape;
        const propValues = {};
        for (const key in shape) {
            const field = shape[key]._zod;
            if (field.values) {
                if (!Object.prototype.hasOwnProperty.call(propValues, key)) {
                    core_util/* assignProp */.Vy(propValues, key, new Set());
                }
                for (const v of field.values)
                    propValues[key].add(v);
                // An omittable slot reads back as undefined at a discriminator lookup, so it has to claim undefined: two options that can both omit the key are not discriminable on it.
                if (field.optin !== undefined)
                    propValues[key].add(undefined);
            }
        }
        return propValues;
    });
    const isObject = core_util/* isObject */.Gv;
    const catchall = def.catchall;
    let value;
    const memo = core_core/* globalConfig */.cr.memoizer;
    memo?.attach(inst);
    inst._zod.parse = (payload, ctx) => {
        value ?? (value = _normalized.value);
        const input = payload.value;
        if (!isObject(input)) {
            payload.issues.push({
                expected: "object",
                code: "invalid_type",
                input,
                inst,
            });
            return payload;
        }
        payload.value = memo ? memo.alloc(inst, payload, {}, ctx) : {};
        const proms = [];
        const shape = value.shape;
        const abortEarly = ctx?.abortEarly;
        let seen = payload.issues.length;
        for (const key of value.allKeys) {
            if (abortEarly && payload.issues.length !== seen) {
                if (core_util/* aborted */.QH(payload, seen))
                    break;
                seen = payload.issues.length;
            }
            if (key === "__proto__")
                continue;
            const el = shape[key];
            const optin = el._zod.optin;
            const optout = el._zod.optout;
            const r = el._zod.run({ value: input[key], issues: [] }, ctx);
            if (r instanceof Promise) {
                proms.push(r.then((r) => handlePropertyResult(r, payload, key, input, optin, optout)));
            }
            else {
                handlePropertyResult(r, payload, key, input, optin, optout);
            }
        }
        if (!catchall) {
            return proms.length ? Promise.all(proms).then(() => payload) : payload;
        }
        return handleCatchall(proms, input, payload, ctx, _normalized.value, inst, abortEarly === true);
    };
});
const $ZodObjectJIT = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodObjectJIT", (inst, def) => {
    // requires cast because technically $ZodObject doesn't extend
    $ZodObject.init(inst, def);
    const superParse = inst._zod.parse;
    const _normalized = core_util/* cached */.PO(() => normalizeDef(def));
    const memo = core_core/* globalConfig */.cr.memoizer;
    const generateFastpass = (shape) => {
        const normalized = _normalized.value;
        const syms = normalized.symbolKeys;
        // a symbol has no source literal, so it is read as `syms[i]` off the closed-over scope
        const doc = new Doc(["payload", "ctx"], { shape, inst, memo, syms });
        const parseStr = (k) => `shape[${k}]._zod.run({ value: input[${k}], issues: [] }, ctx)`;
        // prefixes in place, like util.prefixIssues. newResult must land before the early return: a catchall runs after this and would otherwise write onto the caller's input
        const prefixStr = (id, k) => `
          let ${id}_ab = false;
          for (let i = 0; i < ${id}.issues.length; i++) {
            const iss = ${id}.issues[i];
            iss.path = iss.path ? [${k}, ...iss.path] : [${k}];
            payload.issues.push(iss);
            if (iss.continue !== true) ${id}_ab = true;
          }
          if (${id}_ab && ctx && ctx.abortEarly) {
            payload.value = newResult;
            return payload;
          }`;
        doc.write(`const input = payload.value;`);
        const ids = Object.create(null);
        let counter = 0;
        for (const key of normalized.allKeys) {
            ids[key] = `key_${counter++}`;
        }
        // A: preserve key order {
        doc.write(memo ? `const newResult = memo.alloc(inst, payload, {}, ctx);` : `const newResult = {};`);
        for (const key of normalized.allKeys) {
            if (key === "__proto__")
                continue;
            const id = ids[key];
            const k = typeof key === "symbol" ? `syms[${syms.indexOf(key)}]` : core_util/* esc */.UQ(key);
            const isPresent = `${k} in input`;
            const schema = shape[key];
            const optin = schema?._zod?.optin;
            const isOptionalIn = optin !== undefined;
            const isOptionalOut = schema?._zod?.optout === "optional";
            doc.write(`const ${id} = ${parseStr(k)};`);
            if (isOptionalIn && isOptionalOut) {
                // For optional-in/out schemas, ignore errors on absent keys — and, like the interpreted path, drop the value produced alongside them. The middle rung goes further: it permits absence without supplying anything in its place, so an absent key contributes nothing at all.
                const assign = optin === "optional" ? `${id}_present` : `${id}.value !== undefined || ${id}_present`;
                doc.write(`
        const ${id}_present = ${isPresent};
        if (!${id}.issues.length || ${id}_present) {
          if (${id}.issues.length) {${prefixStr(id, k)}
          }

          if (${assign}) {
            newResult[${k}] = ${id}.value;
          }
        }

      `);
            }
            else if (!isOptionalIn) {
                doc.write(`
        const ${id}_present = ${isPresent};
        if (${id}.issues.length) {${prefixStr(id, k)}
        }
        if (!${id}_present && !${id}.issues.length) {
          payload.issues.push({
            code: "invalid_type",
            expected: "nonoptional",
            input: undefined,
            path: [${k}]
          });
          if (ctx && ctx.abortEarly) {
            payload.value = newResult;
            return payload;
          }
        }

        if (${id}_present) {
          newResult[${k}] = ${id}.value;
        }

      `);
            }
            else {
                doc.write(`
        if (${id}.issues.length) {${prefixStr(id, k)}
        }
      `);
                if (optin === "defaulted") {
                    doc.write(`newResult[${k}] = ${id}.value;`);
                }
                else {
                    doc.write(`
        if (${id}.value !== undefined || ${isPresent}) {
          newResult[${k}] = ${id}.value;
        }
      `);
                }
            }
        }
        doc.write(`payload.value = newResult;`);
        doc.write(`return payload;`);
        // closing `shape` in is what pays: turbofan specializes the parser against that one shape object, so every `shape[k]._zod.run` folds to a known callee. as a parameter it stays a generic load and measures 13% slower even with the forwarding frame gone
        return doc.compile();
    };
    let fastpass;
    const isObject = core_util/* isObject */.Gv;
    const jit = !core_core/* globalConfig */.cr.jitless;
    const allowsEval = core_util/* allowsEval */.hI;
    const fastEnabled = jit && allowsEval.value; // && !def.catchall;
    const catchall = def.catchall;
    let value;
    inst._zod.parse = (payload, ctx) => {
        value ?? (value = _normalized.value);
        const input = payload.value;
        if (!isObject(input)) {
            payload.issues.push({
                expected: "object",
                code: "invalid_type",
                input,
                inst,
            });
            return payload;
        }
        if (jit && fastEnabled && ctx?.async === false && ctx.jitless !== true) {
            // always synchronous
            if (!fastpass)
                fastpass = generateFastpass(def.shape);
            payload = fastpass(payload, ctx);
            if (!catchall)
                return payload;
            return handleCatchall([], input, payload, ctx, value, inst, ctx?.abortEarly === true);
        }
        return superParse(payload, ctx);
    };
});
function handleUnionResults(results, final, inst, ctx) {
    for (const result of results) {
        if (result.issues.length === 0) {
            final.value = result.value;
            return final;
        }
    }
    const nonaborted = results.filter((r) => !core_util/* aborted */.QH(r));
    if (nonaborted.length === 1) {
        final.value = nonaborted[0].value;
        return nonaborted[0];
    }
    final.issues.push({
        code: "invalid_union",
        input: final.value,
        inst,
        errors: results.map((result) => result.issues.map((iss) => core_util/* finalizeIssue */.iR(iss, ctx, core_core/* config */.$W()))),
    });
    return final;
}
const $ZodUnion = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodUnion", (inst, def) => {
    $ZodType.init(inst, def);
    core_util/* defineLazyInternal */.v5(inst, "optin", (zod) => zod.def.options.some((o) => o._zod.optin === "defaulted")
        ? "defaulted"
        : zod.def.options.some((o) => o._zod.optin !== undefined)
            ? "optional"
            : undefined);
    core_util/* defineLazyInternal */.v5(inst, "optout", (zod) => zod.def.options.some((o) => o._zod.optout === "optional") ? "optional" : undefined);
    core_util/* defineLazyInternal */.v5(inst, "values", (zod) => {
        if (zod.def.options.every((o) => o._zod.values)) {
            return new Set(zod.def.options.flatMap((option) => Array.from(option._zod.values)));
        }
        return undefined;
    });
    core_util/* defineLazyInternal */.v5(inst, "pattern", (zod) => {
        if (zod.def.options.every((o) => o._zod.pattern)) {
            const patterns = zod.def.options.map((o) => o._zod.pattern);
            return new RegExp(`^(${patterns.map((p) => core_util/* cleanRegex */.p6(p.source)).join("|")})$`);
        }
        return undefined;
    });
    const first = def.options.length === 1 ? def.options[0]._zod.run : null;
    inst._zod.parse = (payload, ctx) => {
        if (first) {
            return first(payload, ctx);
        }
        let async = false;
        const results = [];
        for (const option of def.options) {
            const result = option._zod.run({
                value: payload.value,
                issues: [],
            }, ctx);
            if (result instanceof Promise) {
                results.push(result);
                async = true;
            }
            else {
                if (result.issues.length === 0)
                    return result;
                results.push(result);
            }
        }
        if (!async)
            return handleUnionResults(results, payload, inst, ctx);
        return Promise.all(results).then((results) => {
            return handleUnionResults(results, payload, inst, ctx);
        });
    };
});
function handleExclusiveUnionResults(results, final, inst, ctx) {
    const matches = [];
    for (let i = 0; i < results.length; i++) {
        if (results[i].issues.length === 0)
            matches.push(i);
    }
    if (matches.length === 1) {
        final.value = results[matches[0]].value;
        return final;
    }
    if (matches.length === 0) {
        // No matches - same as regular union
        final.issues.push({
            code: "invalid_union",
            input: final.value,
            inst,
            errors: results.map((result) => result.issues.map((iss) => util.finalizeIssue(iss, ctx, core.config()))),
        });
    }
    else {
        // Multiple matches - exclusive union failure
        final.issues.push({
            code: "invalid_union",
            input: final.value,
            inst,
            errors: [],
            inclusive: false,
            matches,
        });
    }
    return final;
}
const $ZodXor = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodXor", (inst, def) => {
    $ZodUnion.init(inst, def);
    def.inclusive = false;
    const first = def.options.length === 1 ? def.options[0]._zod.run : null;
    inst._zod.parse = (payload, ctx) => {
        if (first) {
            return first(payload, ctx);
        }
        let async = false;
        const results = [];
        for (const option of def.options) {
            const result = option._zod.run({
                value: payload.value,
                issues: [],
            }, ctx);
            if (result instanceof Promise) {
                results.push(result);
                async = true;
            }
            else {
                results.push(result);
            }
        }
        if (!async)
            return handleExclusiveUnionResults(results, payload, inst, ctx);
        return Promise.all(results).then((results) => {
            return handleExclusiveUnionResults(results, payload, inst, ctx);
        });
    };
})));
/** Returns the option whose discriminator claims `value`, or throws if ambiguous. */
function getDiscriminatedOption(union, value) {
    const internals = union._zod;
    let map = internals.bag.optionsMap;
    if (!map) {
        map = discriminatorMap(internals.def);
        internals.bag.optionsMap = map;
    }
    const option = map.get(value);
    if (option === null)
        throw new Error(`Ambiguous discriminator value "${String(value)}"`);
    return option;
}
function discriminatorMap(def) {
    const map = new Map();
    for (const option of def.options) {
        const values = option._zod.propValues?.[def.discriminator];
        if (!values || values.size === 0)
            throw new Error(`Invalid discriminated union option at index "${def.options.indexOf(option)}"`);
        for (const value of values) {
            if (map.has(value)) {
                if (value !== undefined)
                    throw new Error(`Duplicate discriminator value "${String(value)}"`);
                // keep the collision marked so a later member cannot reclaim it
                map.set(value, null);
            }
            else {
                map.set(value, option);
            }
        }
    }
    return map;
}
const $ZodDiscriminatedUnion = 
/*@__PURE__*/
core_core/* $constructor */.xI("$ZodDiscriminatedUnion", (inst, def) => {
    def.inclusive = false;
    $ZodUnion.init(inst, def);
    const _super = inst._zod.parse;
    core_util/* defineLazyInternal */.v5(inst, "propValues", (zod) => {
        const propValues = {};
        let undefinedCount = 0;
        for (const option of zod.def.options) {
            const pv = option._zod.propValues;
            if (!pv || Object.keys(pv).length === 0)
                throw new Error(`Invalid discriminated union option at index "${zod.def.options.indexOf(option)}"`);
            if (pv[zod.def.discriminator]?.has(undefined))
                undefinedCount++;
            for (const [k, v] of Object.entries(pv)) {
                if (!Object.prototype.hasOwnProperty.call(propValues, k)) {
                    core_util/* assignProp */.Vy(propValues, k, new Set());
                }
                for (const val of v) {
                    propValues[k].add(val);
                }
            }
        }
        if (!zod.def.unionFallback && undefinedCount > 1)
            propValues[zod.def.discriminator]?.delete(undefined);
        return propValues;
    });
    // Checked now rather than in the lookup map below, so an option that lacks the discriminator fails at the `discriminatedUnion` call instead of on the first object parsed. Options whose shape cannot be enumerated without resolving it — pipes and lazies — are left to the map.
    def.options.forEach((option, i) => {
        const propShape = core_util/* rawShape */.MO(option._zod.def);
        if (propShape && !Object.prototype.hasOwnProperty.call(propShape, def.discriminator)) {
            throw new Error(`Invalid discriminated union option at index "${i}"`);
        }
    });
    const disc = core_util/* cached */.PO(() => discriminatorMap(def));
    inst._zod.parse = (payload, ctx) => {
        const input = payload.value;
        if (!core_util/* isObject */.Gv(input)) {
            payload.issues.push({
                code: "invalid_type",
                expected: "object",
                input,
                inst,
            });
            return payload;
        }
        const value = input?.[def.discriminator];
        const opt = disc.value.get(value);
        // forward metadata cannot choose an encoder for an absent tag
        if (opt && (value !== undefined || ctx.direction !== "backward")) {
            return opt._zod.run(payload, ctx);
        }
        // Fall back to union matching when the fast discriminator path fails:
        // - explicitly enabled via unionFallback, or
        // - during backward direction (encode), since codec-based discriminators have different values in forward vs backward directions
        if (def.unionFallback || ctx.direction === "backward") {
            return _super(payload, ctx);
        }
        // no matching discriminator
        payload.issues.push({
            code: "invalid_union",
            errors: [],
            note: "No matching discriminator",
            discriminator: def.discriminator,
            options: Array.from(disc.value.keys()).filter((value) => disc.value.get(value) !== null),
            input,
            path: [def.discriminator],
            inst,
        });
        return payload;
    };
});
const $ZodIntersection = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodIntersection", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.parse = (payload, ctx) => {
        const input = payload.value;
        const left = def.left._zod.run({ value: input, issues: [] }, ctx);
        const right = def.right._zod.run({ value: input, issues: [] }, ctx);
        const async = left instanceof Promise || right instanceof Promise;
        if (async) {
            return Promise.all([left, right]).then(([left, right]) => {
                return handleIntersectionResults(payload, left, right);
            });
        }
        return handleIntersectionResults(payload, left, right);
    };
});
function mergeValues(a, b) {
    // const aType = parse.t(a);
    // const bType = parse.t(b);
    if (a === b) {
        return { valid: true, data: a };
    }
    if (a instanceof Date && b instanceof Date && +a === +b) {
        return { valid: true, data: a };
    }
    if (core_util/* isPlainObject */.Qd(a) && core_util/* isPlainObject */.Qd(b)) {
        const bKeys = Object.keys(b);
        const sharedKeys = Object.keys(a).filter((key) => bKeys.indexOf(key) !== -1);
        const newObj = { ...a, ...b };
        if (Object.prototype.hasOwnProperty.call(newObj, "__proto__"))
            delete newObj.__proto__;
        for (const key of sharedKeys) {
            if (key === "__proto__")
                continue;
            const sharedValue = mergeValues(a[key], b[key]);
            if (!sharedValue.valid) {
                return {
                    valid: false,
                    mergeErrorPath: [key, ...sharedValue.mergeErrorPath],
                };
            }
            newObj[key] = sharedValue.data;
        }
        return { valid: true, data: newObj };
    }
    if (Array.isArray(a) && Array.isArray(b)) {
        if (a.length !== b.length) {
            return { valid: false, mergeErrorPath: [] };
        }
        const newArray = [];
        for (let index = 0; index < a.length; index++) {
            const itemA = a[index];
            const itemB = b[index];
            const sharedValue = mergeValues(itemA, itemB);
            if (!sharedValue.valid) {
                return {
                    valid: false,
                    mergeErrorPath: [index, ...sharedValue.mergeErrorPath],
                };
            }
            newArray.push(sharedValue.data);
        }
        return { valid: true, data: newArray };
    }
    return { valid: false, mergeErrorPath: [] };
}
function handleIntersectionResults(result, left, right) {
    // Track which side(s) reject each key. A key rejection is reported only when BOTH sides reject it, so a key owned by one branch survives the other's key schema. strictObject reports these as unrecognized_keys; a record with an open key schema reports one invalid_key per key.
    const unrecKeys = new Map();
    let unrecIssue;
    const keyIssues = new Map();
    const collect = (iss, side) => {
        let keys;
        if (iss.code === "unrecognized_keys" && !iss.path?.length) {
            unrecIssue ?? (unrecIssue = iss);
            keys = iss.keys;
        }
        else if (iss.code === "invalid_key" && iss.origin === "record" && iss.path?.length === 1) {
            const k = String(iss.path[0]);
            if (!keyIssues.has(k))
                keyIssues.set(k, iss);
            keys = [k];
        }
        else {
            return false;
        }
        for (const k of keys) {
            if (!unrecKeys.has(k))
                unrecKeys.set(k, {});
            unrecKeys.get(k)[side] = true;
        }
        return true;
    };
    for (const iss of left.issues) {
        if (!collect(iss, "l"))
            result.issues.push(iss);
    }
    for (const iss of right.issues) {
        if (!collect(iss, "r"))
            result.issues.push(iss);
    }
    // Report only keys rejected by BOTH sides
    const bothKeys = [...unrecKeys].filter(([, f]) => f.l && f.r).map(([k]) => k);
    if (bothKeys.length) {
        const aggregated = unrecIssue ? bothKeys.filter((k) => unrecIssue.keys.includes(k)) : [];
        if (aggregated.length)
            result.issues.push({ ...unrecIssue, keys: aggregated });
        for (const k of bothKeys) {
            if (!aggregated.includes(k) && keyIssues.has(k))
                result.issues.push(keyIssues.get(k));
        }
    }
    const merged = mergeValues(left.value, right.value);
    if (!merged.valid) {
        if (core_util/* aborted */.QH(result))
            return result;
        throw new Error(`Unmergable intersection. Error path: ` + `${JSON.stringify(merged.mergeErrorPath)}`);
    }
    result.value = merged.data;
    return result;
}
const $ZodTuple = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodTuple", (inst, def) => {
    $ZodType.init(inst, def);
    const items = def.items;
    const memo = core_core/* globalConfig */.cr.memoizer;
    memo?.attach(inst);
    inst._zod.parse = (payload, ctx) => {
        const input = payload.value;
        if (!Array.isArray(input)) {
            payload.issues.push({
                input,
                inst,
                expected: "tuple",
                code: "invalid_type",
            });
            return payload;
        }
        payload.value = memo ? memo.alloc(inst, payload, [], ctx) : [];
        const proms = [];
        const optinStart = getTupleOptStart(items, "optin");
        const optoutStart = getTupleOptStart(items, "optout");
        if (!def.rest) {
            if (input.length < optinStart) {
                payload.issues.push({
                    code: "too_small",
                    minimum: optinStart,
                    inclusive: true,
                    input,
                    inst,
                    origin: "array",
                });
                return payload;
            }
            if (input.length > items.length) {
                payload.issues.push({
                    code: "too_big",
                    maximum: items.length,
                    inclusive: true,
                    input,
                    inst,
                    origin: "array",
                });
            }
        }
        // Run every item in parallel, collecting results into an indexed array. The post-processing in `handleTupleResults` walks them in order so it can decide whether an absent optional-output error can truncate the tail or must be reported to preserve required output.
        const itemResults = new Array(items.length);
        // only tracked when there is a rest loop to skip
        const abortEarly = def.rest ? ctx?.abortEarly : undefined;
        let itemAborted = false;
        for (let i = 0; i < items.length; i++) {
            const r = items[i]._zod.run({ value: input[i], issues: [] }, ctx);
            if (r instanceof Promise) {
                proms.push(r.then((rr) => {
                    itemResults[i] = rr;
                }));
            }
            else {
                itemResults[i] = r;
                if (abortEarly && !itemAborted && r.issues.length)
                    itemAborted = core_util/* aborted */.QH(r);
            }
        }
        // sound because rest is non-empty exactly when every fixed index is present, the one case handleTupleResults cannot discard an item's issues
        if (def.rest && !itemAborted) {
            let i = items.length - 1;
            const rest = input.slice(items.length);
            let seen = payload.issues.length;
            for (const el of rest) {
                if (abortEarly && payload.issues.length !== seen) {
                    if (core_util/* aborted */.QH(payload, seen))
                        break;
                    seen = payload.issues.length;
                }
                i++;
                const result = def.rest._zod.run({ value: el, issues: [] }, ctx);
                if (result instanceof Promise) {
                    proms.push(result.then((r) => handleTupleResult(r, payload, i)));
                }
                else {
                    handleTupleResult(result, payload, i);
                }
            }
        }
        if (proms.length) {
            return Promise.all(proms).then(() => handleTupleResults(itemResults, payload, items, input, optoutStart));
        }
        return handleTupleResults(itemResults, payload, items, input, optoutStart);
    };
});
function getTupleOptStart(items, key) {
    for (let i = items.length - 1; i >= 0; i--) {
        // optin is a three-rung ladder so any rung above `undefined` permits an absent slot; optout stays two-valued.
        const omittable = key === "optin" ? items[i]._zod.optin !== undefined : items[i]._zod.optout === "optional";
        if (!omittable)
            return i + 1;
    }
    return 0;
}
function handleTupleResult(result, final, index) {
    if (result.issues.length) {
        final.issues.push(...core_util/* prefixIssues */.lQ(index, result.issues));
    }
    final.value[index] = result.value;
}
function handleTupleResults(itemResults, final, items, input, optoutStart) {
    // Walk results in order. Mirror $ZodObject's swallow-on-absent-optional rule, but only after `optoutStart`: the first index where the output tuple tail can be absent.
    for (let i = 0; i < items.length; i++) {
        const r = itemResults[i];
        const isPresent = i < input.length;
        // The array analog of `handlePropertyResult`'s absent-key early return: the middle rung permits absence without supplying anything in its place, so the tail truncates here instead of materializing whatever the item made of `undefined`.
        if (!isPresent && i >= optoutStart && items[i]._zod.optin === "optional") {
            final.value.length = i;
            break;
        }
        if (r.issues.length) {
            if (!isPresent && i >= optoutStart) {
                final.value.length = i;
                break;
            }
            final.issues.push(...core_util/* prefixIssues */.lQ(i, r.issues));
        }
        final.value[i] = r.value;
    }
    // Drop trailing slots that produced `undefined` for absent input
    // (the array analog of an absent optional key on an object). The
    // `i >= input.length` floor is critical: an explicit `undefined`
    // *inside* the input must be preserved even when the schema is
    // optional-out (e.g. `z.string().or(z.undefined())` accepting an
    // explicit undefined value).
    for (let i = final.value.length - 1; i >= input.length; i--) {
        if (items[i]._zod.optout === "optional" && final.value[i] === undefined) {
            final.value.length = i;
        }
        else {
            break;
        }
    }
    return final;
}
const $ZodRecord = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodRecord", (inst, def) => {
    $ZodType.init(inst, def);
    const memo = core_core/* globalConfig */.cr.memoizer;
    memo?.attach(inst);
    inst._zod.parse = (payload, ctx) => {
        const input = payload.value;
        if (!core_util/* isPlainObject */.Qd(input)) {
            payload.issues.push({
                expected: "record",
                code: "invalid_type",
                input,
                inst,
            });
            return payload;
        }
        // no guard in either loop below: a record's invalid_key aborts but an enclosing intersection can reconcile it, so a stopped loop hides keys the sibling does not own and the intersection then rejects nothing
        const proms = [];
        const values = def.keyType._zod.values;
        if (values && !def.partial) {
            payload.value = memo ? memo.alloc(inst, payload, {}, ctx) : {};
            const recordKeys = new Set();
            for (const key of values) {
                if (typeof key === "string" || typeof key === "number" || typeof key === "symbol") {
                    recordKeys.add(typeof key === "number" ? key.toString() : key);
                    // A declared __proto__ is stripped but is not an unrecognized key.
                    if (key === "__proto__")
                        continue;
                    const keyResult = def.keyType._zod.run({ value: key, issues: [] }, ctx);
                    if (keyResult instanceof Promise) {
                        throw new Error("Async schemas not supported in object keys currently");
                    }
                    if (keyResult.issues.length) {
                        payload.issues.push({
                            code: "invalid_key",
                            origin: "record",
                            issues: keyResult.issues.map((iss) => core_util/* finalizeIssue */.iR(iss, ctx, core_core/* config */.$W())),
                            input: key,
                            path: [key],
                            inst,
                        });
                        continue;
                    }
                    const outKey = keyResult.value;
                    if (outKey === "__proto__")
                        continue;
                    const result = def.valueType._zod.run({ value: input[key], issues: [] }, ctx);
                    if (result instanceof Promise) {
                        proms.push(result.then((result) => {
                            if (result.issues.length) {
                                payload.issues.push(...core_util/* prefixIssues */.lQ(key, result.issues));
                            }
                            payload.value[outKey] = result.value;
                        }));
                    }
                    else {
                        if (result.issues.length) {
                            payload.issues.push(...core_util/* prefixIssues */.lQ(key, result.issues));
                        }
                        payload.value[outKey] = result.value;
                    }
                }
            }
            let unrecognized;
            for (const key in input) {
                if (!recordKeys.has(key)) {
                    if (def.mode === "loose") {
                        // skip __proto__ so it can't replace the result prototype via the assignment setter on the plain {} we build into
                        if (key === "__proto__")
                            continue;
                        payload.value[key] = input[key];
                    }
                    else {
                        unrecognized = unrecognized ?? [];
                        unrecognized.push(key);
                    }
                }
            }
            if (unrecognized && unrecognized.length > 0) {
                payload.issues.push({
                    code: "unrecognized_keys",
                    input,
                    inst,
                    keys: unrecognized,
                    continue: true,
                });
            }
        }
        else {
            payload.value = memo ? memo.alloc(inst, payload, {}, ctx) : {};
            // An enumerable key schema declares which keys the record owns, so a key outside the set is unrecognized. A non-enumerable one (regex, refine) is a constraint every key must satisfy, so a failing key is invalid. Only the former is reconcilable against the other side of an intersection.
            let unrecognized;
            // Reflect.ownKeys for Symbol-key support; filter non-enumerable to match z.object()
            for (const key of Reflect.ownKeys(input)) {
                if (key === "__proto__")
                    continue;
                if (!Object.prototype.propertyIsEnumerable.call(input, key))
                    continue;
                let keyResult = def.keyType._zod.run({ value: key, issues: [] }, ctx);
                if (keyResult instanceof Promise) {
                    throw new Error("Async schemas not supported in object keys currently");
                }
                // Numeric string fallback: if key is a numeric string and failed, retry with Number(key). This handles z.number(), z.literal([1, 2, 3]), and unions containing numeric literals
                const checkNumericKey = typeof key === "string" && number.test(key) && keyResult.issues.length;
                if (checkNumericKey) {
                    const retryResult = def.keyType._zod.run({ value: Number(key), issues: [] }, ctx);
                    if (retryResult instanceof Promise) {
                        throw new Error("Async schemas not supported in object keys currently");
                    }
                    if (retryResult.issues.length === 0) {
                        keyResult = retryResult;
                    }
                }
                if (keyResult.issues.length) {
                    if (def.mode === "loose") {
                        // Pass through unchanged
                        payload.value[key] = input[key];
                    }
                    else if (values) {
                        unrecognized = unrecognized ?? [];
                        unrecognized.push(key);
                    }
                    else {
                        // Default "strict" behavior: error on invalid key
                        payload.issues.push({
                            code: "invalid_key",
                            origin: "record",
                            issues: keyResult.issues.map((iss) => core_util/* finalizeIssue */.iR(iss, ctx, core_core/* config */.$W())),
                            input: key,
                            path: [key],
                            inst,
                        });
                    }
                    continue;
                }
                // the guard above tests the raw input key, but the key schema can normalize an ordinary key into __proto__; re-check the key we actually write under
                const outKey = keyResult.value;
                if (outKey === "__proto__")
                    continue;
                const result = def.valueType._zod.run({ value: input[key], issues: [] }, ctx);
                if (result instanceof Promise) {
                    proms.push(result.then((result) => {
                        if (result.issues.length) {
                            payload.issues.push(...core_util/* prefixIssues */.lQ(key, result.issues));
                        }
                        payload.value[outKey] = result.value;
                    }));
                }
                else {
                    if (result.issues.length) {
                        payload.issues.push(...core_util/* prefixIssues */.lQ(key, result.issues));
                    }
                    payload.value[outKey] = result.value;
                }
            }
            if (unrecognized && unrecognized.length > 0) {
                payload.issues.push({
                    code: "unrecognized_keys",
                    input,
                    inst,
                    keys: unrecognized,
                    continue: true,
                });
            }
        }
        if (proms.length) {
            return Promise.all(proms).then(() => payload);
        }
        return payload;
    };
});
const $ZodMap = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodMap", (inst, def) => {
    $ZodType.init(inst, def);
    const memo = core.globalConfig.memoizer;
    memo?.attach(inst);
    inst._zod.parse = (payload, ctx) => {
        const input = payload.value;
        if (!(input instanceof Map)) {
            payload.issues.push({
                expected: "map",
                code: "invalid_type",
                input,
                inst,
            });
            return payload;
        }
        const proms = [];
        payload.value = memo ? memo.alloc(inst, payload, new Map(), ctx) : new Map();
        const abortEarly = ctx?.abortEarly;
        let seen = payload.issues.length;
        for (const [key, value] of input) {
            if (abortEarly && payload.issues.length !== seen) {
                if (util.aborted(payload, seen))
                    break;
                seen = payload.issues.length;
            }
            const keyResult = def.keyType._zod.run({ value: key, issues: [] }, ctx);
            const valueResult = def.valueType._zod.run({ value: value, issues: [] }, ctx);
            if (keyResult instanceof Promise || valueResult instanceof Promise) {
                proms.push(Promise.all([keyResult, valueResult]).then(([keyResult, valueResult]) => {
                    handleMapResult(keyResult, valueResult, payload, key, input, inst, ctx);
                }));
            }
            else {
                handleMapResult(keyResult, valueResult, payload, key, input, inst, ctx);
            }
        }
        if (proms.length)
            return Promise.all(proms).then(() => payload);
        return payload;
    };
    capSize(inst, mapSize);
})));
function handleMapResult(keyResult, valueResult, final, key, input, inst, ctx) {
    if (keyResult.issues.length) {
        if (util.propertyKeyTypes.has(typeof key)) {
            final.issues.push(...util.prefixIssues(key, keyResult.issues));
        }
        else {
            final.issues.push({
                code: "invalid_key",
                origin: "map",
                input,
                inst,
                issues: keyResult.issues.map((iss) => util.finalizeIssue(iss, ctx, core.config())),
            });
        }
    }
    if (valueResult.issues.length) {
        if (util.propertyKeyTypes.has(typeof key)) {
            final.issues.push(...util.prefixIssues(key, valueResult.issues));
        }
        else {
            final.issues.push({
                origin: "map",
                code: "invalid_element",
                input,
                inst,
                key: key,
                issues: valueResult.issues.map((iss) => util.finalizeIssue(iss, ctx, core.config())),
            });
        }
    }
    final.value.set(keyResult.value, valueResult.value);
}
const $ZodSet = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodSet", (inst, def) => {
    $ZodType.init(inst, def);
    const memo = core.globalConfig.memoizer;
    memo?.attach(inst);
    inst._zod.parse = (payload, ctx) => {
        const input = payload.value;
        if (!(input instanceof Set)) {
            payload.issues.push({
                input,
                inst,
                expected: "set",
                code: "invalid_type",
            });
            return payload;
        }
        const proms = [];
        payload.value = memo ? memo.alloc(inst, payload, new Set(), ctx) : new Set();
        const abortEarly = ctx?.abortEarly;
        let seen = payload.issues.length;
        for (const item of input) {
            if (abortEarly && payload.issues.length !== seen) {
                if (util.aborted(payload, seen))
                    break;
                seen = payload.issues.length;
            }
            const result = def.valueType._zod.run({ value: item, issues: [] }, ctx);
            if (result instanceof Promise) {
                proms.push(result.then((result) => handleSetResult(result, payload)));
            }
            else
                handleSetResult(result, payload);
        }
        if (proms.length)
            return Promise.all(proms).then(() => payload);
        return payload;
    };
    capSize(inst, setSize);
})));
function handleSetResult(result, final) {
    if (result.issues.length) {
        final.issues.push(...result.issues);
    }
    final.value.add(result.value);
}
const $ZodEnum = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodEnum", (inst, def) => {
    $ZodType.init(inst, def);
    const values = core_util/* getEnumValues */.w5(def.entries);
    const valuesSet = new Set(values);
    inst._zod.values = valuesSet;
    core_util/* defineLazyInternal */.v5(inst, "pattern", (zod) => {
        const patternValues = core_util/* getEnumValues */.w5(zod.def.entries).filter((k) => core_util/* propertyKeyTypes */.qQ.has(typeof k));
        // unmatchable fallback, RE2-safe: an empty alternation would compile to /^()$/, which matches ""
        return new RegExp(patternValues.length ? `^(${patternValues.map((o) => core_util/* escapeRegex */.sD(o.toString())).join("|")})$` : "^[^\\s\\S]$");
    });
    inst._zod.parse = (payload, _ctx) => {
        const input = payload.value;
        if (valuesSet.has(input)) {
            return payload;
        }
        payload.issues.push({
            code: "invalid_value",
            values,
            input,
            inst,
        });
        return payload;
    };
});
const $ZodLiteral = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodLiteral", (inst, def) => {
    $ZodType.init(inst, def);
    const values = new Set(def.values);
    inst._zod.values = values;
    core_util/* defineLazyInternal */.v5(inst, "pattern", (zod) => {
        const vals = zod.def.values;
        // unmatchable fallback, RE2-safe: an empty alternation would compile to /^()$/, which matches ""
        return new RegExp(vals.length
            ? `^(${vals
                .map((o) => typeof o === "string" ? core_util/* escapeRegex */.sD(o) : o ? core_util/* escapeRegex */.sD(o.toString()) : String(o))
                .join("|")})$`
            : "^[^\\s\\S]$");
    });
    inst._zod.parse = (payload, _ctx) => {
        const input = payload.value;
        if (values.has(input)) {
            return payload;
        }
        payload.issues.push({
            code: "invalid_value",
            values: def.values,
            input,
            inst,
        });
        return payload;
    };
});
const $ZodFile = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodFile", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.parse = (payload, _ctx) => {
        const input = payload.value;
        // @ts-ignore
        if (input instanceof File)
            return payload;
        payload.issues.push({
            expected: "file",
            code: "invalid_type",
            input,
            inst,
        });
        return payload;
    };
})));
const $ZodTransform = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodTransform", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.optin = "optional";
    core_core/* globalConfig */.cr.memoizer?.guard(inst);
    inst._zod.parse = (payload, ctx) => {
        if (ctx.direction === "backward") {
            throw new core_core/* $ZodEncodeError */.cV(inst.constructor.name);
        }
        const _out = def.transform(payload.value, payload);
        if (ctx.async) {
            const output = _out instanceof Promise ? _out : Promise.resolve(_out);
            return output.then((output) => {
                payload.value = output;
                return payload;
            });
        }
        if (_out instanceof Promise) {
            throw new core_core/* $ZodAsyncError */.GT();
        }
        payload.value = _out;
        return payload;
    };
});
function handleOptionalResult(payload, result) {
    // A substituting schema that still failed has no usable answer; yield undefined. Its issues are simply dropped: it ran on a payload of its own, so there is no shared array to truncate and nothing of the caller's to lose with it.
    payload.value = result.issues.length ? undefined : result.value;
    return payload;
}
const $ZodOptional = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodOptional", (inst, def) => {
    $ZodType.init(inst, def);
    // .optional() propagates absence rather than substituting for it, so a defaulted inner keeps its rung.
    core_util/* defineLazyInternal */.v5(inst, "optin", (zod) => zod.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional");
    inst._zod.optout = "optional";
    core_util/* defineLazyInternal */.v5(inst, "values", (zod) => {
        const values = zod.def.innerType._zod.values;
        return values ? new Set([...values, undefined]) : undefined;
    });
    core_util/* defineLazyInternal */.v5(inst, "pattern", (zod) => {
        const pattern = zod.def.innerType._zod.pattern;
        return pattern ? new RegExp(`^(${core_util/* cleanRegex */.p6(pattern.source)})?$`) : undefined;
    });
    inst._zod.parse = (payload, ctx) => {
        if (payload.value === undefined) {
            // Only the top rung substitutes a value for absence; everything else leaves it intact, which is what .optional() means.
            if (def.innerType._zod.optin !== "defaulted")
                return payload;
            // Its own payload, for the same reason $ZodCatch gets one: a pipe forwards an unrecognized key through the caller's issues array, and this must not read that as the substituting schema failing and drop it.
            const result = def.innerType._zod.run({ value: payload.value, issues: [] }, ctx);
            if (result instanceof Promise)
                return result.then((result) => handleOptionalResult(payload, result));
            return handleOptionalResult(payload, result);
        }
        return def.innerType._zod.run(payload, ctx);
    };
});
const $ZodExactOptional = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodExactOptional", (inst, def) => {
    // Call parent init - inherits optin/optout = "optional"
    $ZodOptional.init(inst, def);
    // Override values/pattern to NOT add undefined
    core_util/* defineLazyInternal */.v5(inst, "values", (zod) => zod.def.innerType._zod.values);
    core_util/* defineLazyInternal */.v5(inst, "pattern", (zod) => zod.def.innerType._zod.pattern);
    // Override parse to just delegate (no undefined handling)
    inst._zod.parse = (payload, ctx) => {
        return def.innerType._zod.run(payload, ctx);
    };
});
const $ZodNullable = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodNullable", (inst, def) => {
    $ZodType.init(inst, def);
    core_util/* defineLazyInternal */.v5(inst, "optin", (zod) => zod.def.innerType._zod.optin);
    core_util/* defineLazyInternal */.v5(inst, "optout", (zod) => zod.def.innerType._zod.optout);
    core_util/* defineLazyInternal */.v5(inst, "pattern", (zod) => {
        const pattern = zod.def.innerType._zod.pattern;
        return pattern ? new RegExp(`^(${core_util/* cleanRegex */.p6(pattern.source)}|null)$`) : undefined;
    });
    core_util/* defineLazyInternal */.v5(inst, "values", (zod) => {
        return zod.def.innerType._zod.values ? new Set([...zod.def.innerType._zod.values, null]) : undefined;
    });
    inst._zod.parse = (payload, ctx) => {
        // Forward direction (decode): allow null to pass through
        if (payload.value === null)
            return payload;
        return def.innerType._zod.run(payload, ctx);
    };
});
const $ZodDefault = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodDefault", (inst, def) => {
    $ZodType.init(inst, def);
    // inst._zod.qin = "true";
    inst._zod.optin = "defaulted";
    core_util/* defineLazyInternal */.v5(inst, "values", (zod) => zod.def.innerType._zod.values);
    inst._zod.parse = (payload, ctx) => {
        if (ctx.direction === "backward") {
            return def.innerType._zod.run(payload, ctx);
        }
        // Forward direction (decode): apply defaults for undefined input
        if (payload.value === undefined) {
            payload.value = def.defaultValue;
            /**
             * $ZodDefault returns the default value immediately in forward direction.
             * It doesn't pass the default value into the validator ("prefault"). There's no reason to pass the default value through validation. The validity of the default is enforced by TypeScript statically. Otherwise, it's the responsibility of the user to ensure the default is valid. In the case of pipes with divergent in/out types, you can specify the default on the `in` schema of your ZodPipe to set a "prefault" for the pipe.   */
            return payload;
        }
        // Forward direction: continue with default handling
        const result = def.innerType._zod.run(payload, ctx);
        if (result instanceof Promise) {
            return result.then((result) => handleDefaultResult(result, def));
        }
        return handleDefaultResult(result, def);
    };
});
function handleDefaultResult(payload, def) {
    if (payload.value === undefined) {
        payload.value = def.defaultValue;
    }
    return payload;
}
const $ZodPrefault = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodPrefault", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.optin = "defaulted";
    core_util/* defineLazyInternal */.v5(inst, "values", (zod) => zod.def.innerType._zod.values);
    inst._zod.parse = (payload, ctx) => {
        if (ctx.direction === "backward") {
            return def.innerType._zod.run(payload, ctx);
        }
        // Forward direction (decode): apply prefault for undefined input
        if (payload.value === undefined) {
            payload.value = def.defaultValue;
        }
        return def.innerType._zod.run(payload, ctx);
    };
});
const $ZodNonOptional = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodNonOptional", (inst, def) => {
    $ZodType.init(inst, def);
    core_util/* defineLazyInternal */.v5(inst, "values", (zod) => {
        const v = zod.def.innerType._zod.values;
        return v ? new Set([...v].filter((x) => x !== undefined)) : undefined;
    });
    inst._zod.parse = (payload, ctx) => {
        const result = def.innerType._zod.run(payload, ctx);
        if (result instanceof Promise) {
            return result.then((result) => handleNonOptionalResult(result, inst));
        }
        return handleNonOptionalResult(result, inst);
    };
});
function handleNonOptionalResult(payload, inst) {
    if (!payload.issues.length && payload.value === undefined) {
        payload.issues.push({
            code: "invalid_type",
            expected: "nonoptional",
            input: payload.value,
            inst,
        });
    }
    return payload;
}
const $ZodSuccess = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodSuccess", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.parse = (payload, ctx) => {
        if (ctx.direction === "backward") {
            throw new core.$ZodEncodeError("ZodSuccess");
        }
        const result = def.innerType._zod.run(payload, ctx);
        if (result instanceof Promise) {
            return result.then((result) => {
                payload.value = result.issues.length === 0;
                return payload;
            });
        }
        payload.value = result.issues.length === 0;
        return payload;
    };
})));
function handleCatchResult(payload, result, def, ctx) {
    if (!result.issues.length) {
        payload.value = result.value;
        // The value carries up, so the flag describing it has to carry with it: a back-edge into a node still being parsed must not be frozen by an enclosing readonly, and its checks belong to the node itself. Guarded so the ordinary case adds no own property.
        if (result.memo)
            payload.memo = true;
        return payload;
    }
    // Spread the inner's own payload, not ours: `value` has to stay the input the catch was handed, and the inner ran on a payload of its own so its issues are already private to this call.
    payload.value = def.catchValue({
        ...result,
        value: payload.value,
        error: {
            issues: result.issues.map((iss) => core_util/* finalizeIssue */.iR(iss, ctx, core_core/* config */.$W())),
        },
        input: payload.value,
    });
    return payload;
}
const $ZodCatch = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodCatch", (inst, def) => {
    $ZodType.init(inst, def);
    core_util/* defineLazyInternal */.v5(inst, "optin", (zod) => zod.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional");
    core_util/* defineLazyInternal */.v5(inst, "optout", (zod) => zod.def.innerType._zod.optout);
    core_util/* defineLazyInternal */.v5(inst, "values", (zod) => zod.def.innerType._zod.values);
    inst._zod.parse = (payload, ctx) => {
        if (ctx.direction === "backward") {
            return def.innerType._zod.run(payload, ctx);
        }
        // Forward direction (decode): apply catch logic
        const result = def.innerType._zod.run({ value: payload.value, issues: [] }, ctx);
        if (result instanceof Promise) {
            return result.then((result) => handleCatchResult(payload, result, def, ctx));
        }
        return handleCatchResult(payload, result, def, ctx);
    };
});
const $ZodNaN = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodNaN", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.parse = (payload, _ctx) => {
        if (typeof payload.value !== "number" || !Number.isNaN(payload.value)) {
            payload.issues.push({
                input: payload.value,
                inst,
                expected: "nan",
                code: "invalid_type",
            });
            return payload;
        }
        return payload;
    };
})));
const $ZodPipe = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodPipe", (inst, def) => {
    $ZodType.init(inst, def);
    core_util/* defineLazyInternal */.v5(inst, "values", (zod) => zod.def.in._zod.values);
    core_util/* defineLazyInternal */.v5(inst, "optin", (zod) => zod.def.in._zod.optin);
    core_util/* defineLazyInternal */.v5(inst, "optout", (zod) => zod.def.out._zod.optout);
    core_util/* defineLazyInternal */.v5(inst, "propValues", (zod) => zod.def.in._zod.propValues);
    inst._zod.parse = (payload, ctx) => {
        if (ctx.direction === "backward") {
            const right = def.out._zod.run(payload, ctx);
            if (right instanceof Promise) {
                return right.then((right) => handlePipeResult(right, def.in, ctx));
            }
            return handlePipeResult(right, def.in, ctx);
        }
        const left = def.in._zod.run(payload, ctx);
        if (left instanceof Promise) {
            return left.then((left) => handlePipeResult(left, def.out, ctx));
        }
        return handlePipeResult(left, def.out, ctx);
    };
});
function handlePipeResult(left, next, ctx) {
    // Any issue stops the pipe, so a failing refinement never feeds its transform. An unrecognized key is the exception: it describes the input's extra properties, not the value being piped, and an enclosing intersection may yet reconcile it.
    if (left.issues.some((iss) => iss.code !== "unrecognized_keys")) {
        // prevent further checks
        left.aborted = true;
        return left;
    }
    return next._zod.run({ value: left.value, issues: left.issues }, ctx);
}
const $ZodCodec = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodCodec", (inst, def) => {
    $ZodType.init(inst, def);
    util.defineLazyInternal(inst, "values", (zod) => zod.def.in._zod.values);
    util.defineLazyInternal(inst, "optin", (zod) => zod.def.in._zod.optin);
    util.defineLazyInternal(inst, "optout", (zod) => zod.def.out._zod.optout);
    util.defineLazyInternal(inst, "propValues", (zod) => zod.def.in._zod.propValues);
    inst._zod.parse = (payload, ctx) => {
        const direction = ctx.direction || "forward";
        if (direction === "forward") {
            const left = def.in._zod.run(payload, ctx);
            if (left instanceof Promise) {
                return left.then((left) => handleCodecAResult(left, def, ctx));
            }
            return handleCodecAResult(left, def, ctx);
        }
        else {
            const right = def.out._zod.run(payload, ctx);
            if (right instanceof Promise) {
                return right.then((right) => handleCodecAResult(right, def, ctx));
            }
            return handleCodecAResult(right, def, ctx);
        }
    };
})));
function handleCodecAResult(result, def, ctx) {
    if (result.issues.length) {
        // prevent further checks
        result.aborted = true;
        return result;
    }
    const direction = ctx.direction || "forward";
    if (direction === "forward") {
        const transformed = def.transform(result.value, result);
        if (transformed instanceof Promise) {
            return transformed.then((value) => handleCodecTxResult(result, value, def.out, ctx));
        }
        return handleCodecTxResult(result, transformed, def.out, ctx);
    }
    else {
        const transformed = def.reverseTransform(result.value, result);
        if (transformed instanceof Promise) {
            return transformed.then((value) => handleCodecTxResult(result, value, def.in, ctx));
        }
        return handleCodecTxResult(result, transformed, def.in, ctx);
    }
}
function handleCodecTxResult(left, value, nextSchema, ctx) {
    // Check if transform added any issues
    if (left.issues.length) {
        left.aborted = true;
        return left;
    }
    return nextSchema._zod.run({ value, issues: left.issues }, ctx);
}
const $ZodPreprocess = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodPreprocess", (inst, def) => {
    $ZodPipe.init(inst, def);
})));
const $ZodReadonly = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodReadonly", (inst, def) => {
    $ZodType.init(inst, def);
    core_util/* defineLazyInternal */.v5(inst, "propValues", (zod) => zod.def.innerType._zod.propValues);
    core_util/* defineLazyInternal */.v5(inst, "values", (zod) => zod.def.innerType._zod.values);
    core_util/* defineLazyInternal */.v5(inst, "optin", (zod) => zod.def.innerType?._zod?.optin);
    core_util/* defineLazyInternal */.v5(inst, "optout", (zod) => zod.def.innerType?._zod?.optout);
    inst._zod.parse = (payload, ctx) => {
        if (ctx.direction === "backward") {
            return def.innerType._zod.run(payload, ctx);
        }
        const result = def.innerType._zod.run(payload, ctx);
        if (result instanceof Promise) {
            return result.then(handleReadonlyResult);
        }
        return handleReadonlyResult(result);
    };
});
function handleReadonlyResult(payload) {
    // A repeat visit hands back a node that is still being built; freezing it here would make the rest of its keys fail to assign.
    if (!payload.memo)
        payload.value = Object.freeze(payload.value);
    return payload;
}
// a leaf's pattern source with its own checks folded in: the last pattern-carrying check wins, else length bounds narrow the catch-all, else an integer format narrows the number form. the fold lives here instead of on `_zod.pattern` so a bundle without template literals never pays for it
function leafPattern(schema) {
    const def = schema._zod.def;
    let pattern = def.pattern;
    let isInt = !!def.format?.includes("int");
    let minimum;
    let maximum;
    for (const ch of def.checks ?? []) {
        const d = ch._zod.def;
        if (d.pattern)
            pattern = d.pattern;
        isInt || (isInt = !!d.format?.includes("int"));
        const lo = d.minimum ?? d.length;
        const hi = d.maximum ?? d.length;
        if (lo !== undefined && (minimum === undefined || lo > minimum))
            minimum = lo;
        if (hi !== undefined && (maximum === undefined || hi < maximum))
            maximum = hi;
    }
    if (pattern)
        return pattern.source;
    // an empty range matches nothing at runtime, and `{8,5}` is not a legal quantifier
    if (minimum !== undefined && maximum !== undefined && minimum > maximum)
        return "(?!)";
    if (minimum !== undefined || maximum !== undefined)
        return regexes.string({ minimum, maximum }).source;
    const own = schema._zod.pattern;
    return (isInt && own === regexes.number ? regexes.integer : own)?.source;
}
// a part's pattern source. a wrapper's pattern embeds its inner pattern's source verbatim, so the folded form is substituted in place without knowing the wrapper's own composition; a union's options are joined the way the union builds its own pattern
function partPattern(schema) {
    const def = schema._zod.def;
    const own = schema._zod.pattern?.source;
    // lazy resolves its inner on the internals, not the def
    const inner = def.innerType ?? schema._zod.innerType;
    if (inner) {
        const before = inner._zod.pattern?.source;
        const after = partPattern(inner);
        if (own && before && after && after !== before) {
            return own.replace(util.cleanRegex(before), () => util.cleanRegex(after));
        }
        return own;
    }
    if (def.options) {
        const sources = def.options.map(partPattern);
        if (sources.every(Boolean))
            return `^(${sources.map((s) => util.cleanRegex(s)).join("|")})$`;
    }
    return leafPattern(schema);
}
const $ZodTemplateLiteral = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodTemplateLiteral", (inst, def) => {
    $ZodType.init(inst, def);
    const regexParts = [];
    for (const part of def.parts) {
        if (typeof part === "object" && part !== null) {
            // is Zod schema
            const source = partPattern(part);
            if (!source) {
                throw new Error(`Invalid template literal part, no pattern found: ${[...part._zod.traits].shift()}`);
            }
            regexParts.push(util.cleanRegex(source));
        }
        else if (part === null || util.primitiveTypes.has(typeof part)) {
            regexParts.push(util.escapeRegex(`${part}`));
        }
        else {
            throw new Error(`Invalid template literal part: ${part}`);
        }
    }
    inst._zod.pattern = new RegExp(`^${regexParts.join("")}$`);
    inst._zod.parse = (payload, _ctx) => {
        if (typeof payload.value !== "string") {
            payload.issues.push({
                input: payload.value,
                inst,
                expected: "string",
                code: "invalid_type",
            });
            return payload;
        }
        inst._zod.pattern.lastIndex = 0;
        if (!inst._zod.pattern.test(payload.value)) {
            payload.issues.push({
                input: payload.value,
                inst,
                code: "invalid_format",
                format: def.format ?? "template_literal",
                pattern: inst._zod.pattern.source,
            });
            return payload;
        }
        return payload;
    };
})));
const $ZodFunction = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodFunction", (inst, def) => {
    $ZodType.init(inst, def);
    // Defined, not assigned: the classic prototype exposes `_def` as a getter with no setter.
    Object.defineProperty(inst, "_def", { value: def });
    inst._zod.def = def;
    inst.implement = (func) => {
        if (typeof func !== "function") {
            throw new Error("implement() must be called with a function");
        }
        // Defined inline so the closure stays anonymous: binding it to a `const` first names it, which costs 256 bytes per implemented function.
        return Object.defineProperty(function (...args) {
            const parsedArgs = inst._def.input ? parse(inst._def.input, args) : args;
            const result = Reflect.apply(func, this, parsedArgs);
            if (inst._def.output) {
                return parse(inst._def.output, result);
            }
            return result;
        }, "_zod", { value: inst._zod, enumerable: false });
    };
    inst.implementAsync = (func) => {
        if (typeof func !== "function") {
            throw new Error("implementAsync() must be called with a function");
        }
        return Object.defineProperty(async function (...args) {
            const parsedArgs = inst._def.input ? await parseAsync(inst._def.input, args) : args;
            const result = await Reflect.apply(func, this, parsedArgs);
            if (inst._def.output) {
                return await parseAsync(inst._def.output, result);
            }
            return result;
        }, "_zod", { value: inst._zod, enumerable: false });
    };
    inst._zod.parse = (payload, _ctx) => {
        if (typeof payload.value !== "function") {
            payload.issues.push({
                code: "invalid_type",
                expected: "function",
                input: payload.value,
                inst,
            });
            return payload;
        }
        // Check if output is a promise type to determine if we should use async implementation
        const hasPromiseOutput = inst._def.output && inst._def.output._zod.def.type === "promise";
        if (hasPromiseOutput) {
            payload.value = inst.implementAsync(payload.value);
        }
        else {
            payload.value = inst.implement(payload.value);
        }
        return payload;
    };
    inst.input = (...args) => {
        const F = inst.constructor;
        if (Array.isArray(args[0])) {
            return new F({
                type: "function",
                input: new $ZodTuple({
                    type: "tuple",
                    items: args[0],
                    rest: args[1],
                }),
                output: inst._def.output,
            });
        }
        return new F({
            type: "function",
            input: args[0],
            output: inst._def.output,
        });
    };
    inst.output = (output) => {
        const F = inst.constructor;
        return new F({
            type: "function",
            input: inst._def.input,
            output,
        });
    };
    return inst;
})));
const $ZodPromise = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodPromise", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.parse = (payload, ctx) => {
        return Promise.resolve(payload.value).then((inner) => def.innerType._zod.run({ value: inner, issues: [] }, ctx));
    };
})));
const $ZodLazy = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodLazy", (inst, def) => {
    $ZodType.init(inst, def);
    // Cache the resolved inner type on the shared `def` so all clones of this lazy (e.g. via `.describe()`/`.meta()`) share the same inner instance, preserving identity for cycle detection on recursive schemas.
    util.defineLazy(inst._zod, "innerType", () => {
        const d = def;
        if (!d._cachedInner)
            d._cachedInner = def.getter();
        return d._cachedInner;
    });
    util.defineLazyInternal(inst, "pattern", (zod) => zod.innerType?._zod?.pattern);
    util.defineLazyInternal(inst, "propValues", (zod) => zod.innerType?._zod?.propValues);
    util.defineLazyInternal(inst, "optin", (zod) => zod.innerType?._zod?.optin ?? undefined);
    util.defineLazyInternal(inst, "optout", (zod) => zod.innerType?._zod?.optout ?? undefined);
    inst._zod.parse = (payload, ctx) => {
        const inner = inst._zod.innerType;
        return inner._zod.run(payload, ctx);
    };
})));
const $ZodCustom = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodCustom", (inst, def) => {
    $ZodCheck.init(inst, def);
    $ZodType.init(inst, def);
    inst._zod.parse = (payload, _) => {
        return payload;
    };
    inst._zod.check = (payload) => {
        const input = payload.value;
        const r = def.fn(input);
        if (r instanceof Promise) {
            return r.then((r) => handleRefineResult(r, payload, input, inst));
        }
        handleRefineResult(r, payload, input, inst);
        return;
    };
});
function handleRefineResult(result, payload, input, inst) {
    if (!result) {
        const _iss = {
            code: "custom",
            input,
            inst, // incorporates params.error into issue reporting
            path: [...(inst._zod.def.path ?? [])], // incorporates params.error into issue reporting
            continue: !inst._zod.def.abort,
            // params: inst._zod.def.params,
        };
        if (inst._zod.def.params)
            _iss.params = inst._zod.def.params;
        payload.issues.push(core_util/* issue */.sn(_iss));
    }
}

;// CONCATENATED MODULE: ./node_modules/zod/v4/core/registries.js
var _a;
const $output = /*@__PURE__*/ (/* unused pure expression or super */ null && (Symbol("ZodOutput")));
const $input = /*@__PURE__*/ (/* unused pure expression or super */ null && (Symbol("ZodInput")));
class $ZodRegistry {
    constructor() {
        this._map = new WeakMap();
        this._idmap = new Map();
    }
    add(schema, ..._meta) {
        const meta = _meta[0];
        this._map.set(schema, meta);
        if (meta && typeof meta === "object" && "id" in meta) {
            this._idmap.set(meta.id, schema);
        }
        return this;
    }
    clear() {
        this._map = new WeakMap();
        this._idmap = new Map();
        return this;
    }
    remove(schema) {
        const meta = this._map.get(schema);
        if (meta && typeof meta === "object" && "id" in meta) {
            this._idmap.delete(meta.id);
        }
        this._map.delete(schema);
        return this;
    }
    get(schema) {
        // return this._map.get(schema) as any;
        // inherit metadata
        const p = schema._zod.parent;
        if (p) {
            const pm = { ...(this.get(p) ?? {}) };
            delete pm.id; // do not inherit id
            const f = { ...pm, ...this._map.get(schema) };
            return Object.keys(f).length ? f : undefined;
        }
        return this._map.get(schema);
    }
    has(schema) {
        return this._map.has(schema);
    }
}
// registries
function registry() {
    return new $ZodRegistry();
}
(_a = globalThis).__zod_globalRegistry ?? (_a.__zod_globalRegistry = registry());
const globalRegistry = globalThis.__zod_globalRegistry;

;// CONCATENATED MODULE: ./node_modules/zod/v4/core/api.js




function snapshotChecks(def) {
    if (def.checks)
        def.checks = [...def.checks];
    return def;
}
// @__NO_SIDE_EFFECTS__
function _string(Class, params) {
    return new Class(snapshotChecks({ type: "string", ...core_util/* normalizeParams */.A2(params) }));
}
// @__NO_SIDE_EFFECTS__
function _coercedString(Class, params) {
    return new Class(snapshotChecks({ type: "string", coerce: true, ...util.normalizeParams(params) }));
}
// @__NO_SIDE_EFFECTS__
function _email(Class, params) {
    return new Class({
        type: "string",
        format: "email",
        check: "string_format",
        abort: false,
        ...core_util/* normalizeParams */.A2(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _guid(Class, params) {
    return new Class({
        type: "string",
        format: "guid",
        check: "string_format",
        abort: false,
        ...core_util/* normalizeParams */.A2(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _uuid(Class, params) {
    return new Class({
        type: "string",
        format: "uuid",
        check: "string_format",
        abort: false,
        ...core_util/* normalizeParams */.A2(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _uuidv4(Class, params) {
    return new Class({
        type: "string",
        format: "uuid",
        check: "string_format",
        abort: false,
        version: "v4",
        ...core_util/* normalizeParams */.A2(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _uuidv6(Class, params) {
    return new Class({
        type: "string",
        format: "uuid",
        check: "string_format",
        abort: false,
        version: "v6",
        ...core_util/* normalizeParams */.A2(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _uuidv7(Class, params) {
    return new Class({
        type: "string",
        format: "uuid",
        check: "string_format",
        abort: false,
        version: "v7",
        ...core_util/* normalizeParams */.A2(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _url(Class, params) {
    return new Class({
        type: "string",
        format: "url",
        check: "string_format",
        abort: false,
        ...core_util/* normalizeParams */.A2(params),
    });
}
// @__NO_SIDE_EFFECTS__
function api_emoji(Class, params) {
    return new Class({
        type: "string",
        format: "emoji",
        check: "string_format",
        abort: false,
        ...core_util/* normalizeParams */.A2(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _nanoid(Class, params) {
    return new Class({
        type: "string",
        format: "nanoid",
        check: "string_format",
        abort: false,
        ...core_util/* normalizeParams */.A2(params),
    });
}
/**
 * @deprecated CUID v1 is deprecated by its authors due to information leakage
 * (timestamps embedded in the id). Use {@link _cuid2} instead.
 * See https://github.com/paralleldrive/cuid.
 */
// @__NO_SIDE_EFFECTS__
function _cuid(Class, params) {
    return new Class({
        type: "string",
        format: "cuid",
        check: "string_format",
        abort: false,
        ...core_util/* normalizeParams */.A2(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _cuid2(Class, params) {
    return new Class({
        type: "string",
        format: "cuid2",
        check: "string_format",
        abort: false,
        ...core_util/* normalizeParams */.A2(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _ulid(Class, params) {
    return new Class({
        type: "string",
        format: "ulid",
        check: "string_format",
        abort: false,
        ...core_util/* normalizeParams */.A2(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _xid(Class, params) {
    return new Class({
        type: "string",
        format: "xid",
        check: "string_format",
        abort: false,
        ...core_util/* normalizeParams */.A2(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _ksuid(Class, params) {
    return new Class({
        type: "string",
        format: "ksuid",
        check: "string_format",
        abort: false,
        ...core_util/* normalizeParams */.A2(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _ipv4(Class, params) {
    return new Class({
        type: "string",
        format: "ipv4",
        check: "string_format",
        abort: false,
        ...core_util/* normalizeParams */.A2(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _ipv6(Class, params) {
    return new Class({
        type: "string",
        format: "ipv6",
        check: "string_format",
        abort: false,
        ...core_util/* normalizeParams */.A2(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _mac(Class, params) {
    return new Class({
        type: "string",
        format: "mac",
        check: "string_format",
        abort: false,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _cidrv4(Class, params) {
    return new Class({
        type: "string",
        format: "cidrv4",
        check: "string_format",
        abort: false,
        ...core_util/* normalizeParams */.A2(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _cidrv6(Class, params) {
    return new Class({
        type: "string",
        format: "cidrv6",
        check: "string_format",
        abort: false,
        ...core_util/* normalizeParams */.A2(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _base64(Class, params) {
    return new Class({
        type: "string",
        format: "base64",
        check: "string_format",
        abort: false,
        ...core_util/* normalizeParams */.A2(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _base64url(Class, params) {
    return new Class({
        type: "string",
        format: "base64url",
        check: "string_format",
        abort: false,
        ...core_util/* normalizeParams */.A2(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _e164(Class, params) {
    return new Class({
        type: "string",
        format: "e164",
        check: "string_format",
        abort: false,
        ...core_util/* normalizeParams */.A2(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _creditCard(Class, params) {
    return new Class({
        type: "string",
        format: "credit_card",
        check: "string_format",
        abort: false,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _iban(Class, params) {
    return new Class({
        type: "string",
        format: "iban",
        check: "string_format",
        abort: false,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _jwt(Class, params) {
    return new Class({
        type: "string",
        format: "jwt",
        check: "string_format",
        abort: false,
        ...core_util/* normalizeParams */.A2(params),
    });
}
const TimePrecision = {
    Any: null,
    Minute: -1,
    Second: 0,
    Millisecond: 3,
    Microsecond: 6,
};
// @__NO_SIDE_EFFECTS__
function _isoDateTime(Class, params) {
    return new Class({
        type: "string",
        format: "datetime",
        check: "string_format",
        offset: false,
        local: false,
        precision: null,
        ...core_util/* normalizeParams */.A2(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _isoDate(Class, params) {
    return new Class({
        type: "string",
        format: "date",
        check: "string_format",
        ...core_util/* normalizeParams */.A2(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _isoTime(Class, params) {
    return new Class({
        type: "string",
        format: "time",
        check: "string_format",
        precision: null,
        ...core_util/* normalizeParams */.A2(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _isoDuration(Class, params) {
    return new Class({
        type: "string",
        format: "duration",
        check: "string_format",
        ...core_util/* normalizeParams */.A2(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _number(Class, params) {
    return new Class(snapshotChecks({ type: "number", checks: [], ...core_util/* normalizeParams */.A2(params) }));
}
// @__NO_SIDE_EFFECTS__
function _coercedNumber(Class, params) {
    return new Class(snapshotChecks({ type: "number", coerce: true, checks: [], ...util.normalizeParams(params) }));
}
// @__NO_SIDE_EFFECTS__
function _int(Class, params) {
    return new Class({
        type: "number",
        check: "number_format",
        abort: false,
        format: "safeint",
        ...core_util/* normalizeParams */.A2(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _float32(Class, params) {
    return new Class({
        type: "number",
        check: "number_format",
        abort: false,
        format: "float32",
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _float64(Class, params) {
    return new Class({
        type: "number",
        check: "number_format",
        abort: false,
        format: "float64",
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _int32(Class, params) {
    return new Class({
        type: "number",
        check: "number_format",
        abort: false,
        format: "int32",
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _uint32(Class, params) {
    return new Class({
        type: "number",
        check: "number_format",
        abort: false,
        format: "uint32",
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _boolean(Class, params) {
    return new Class({
        type: "boolean",
        ...core_util/* normalizeParams */.A2(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _coercedBoolean(Class, params) {
    return new Class({
        type: "boolean",
        coerce: true,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _bigint(Class, params) {
    return new Class({
        type: "bigint",
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _coercedBigint(Class, params) {
    return new Class({
        type: "bigint",
        coerce: true,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _int64(Class, params) {
    return new Class({
        type: "bigint",
        check: "bigint_format",
        abort: false,
        format: "int64",
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _uint64(Class, params) {
    return new Class({
        type: "bigint",
        check: "bigint_format",
        abort: false,
        format: "uint64",
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _symbol(Class, params) {
    return new Class({
        type: "symbol",
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function api_undefined(Class, params) {
    return new Class({
        type: "undefined",
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function api_null(Class, params) {
    return new Class({
        type: "null",
        ...core_util/* normalizeParams */.A2(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _any(Class) {
    return new Class({
        type: "any",
    });
}
// @__NO_SIDE_EFFECTS__
function _unknown(Class) {
    return new Class({
        type: "unknown",
    });
}
// @__NO_SIDE_EFFECTS__
function _never(Class, params) {
    return new Class({
        type: "never",
        ...core_util/* normalizeParams */.A2(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _void(Class, params) {
    return new Class({
        type: "void",
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _date(Class, params) {
    return new Class({
        type: "date",
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _coercedDate(Class, params) {
    return new Class({
        type: "date",
        coerce: true,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _nan(Class, params) {
    return new Class({
        type: "nan",
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _lt(value, params) {
    return new $ZodCheckLessThan({
        check: "less_than",
        ...core_util/* normalizeParams */.A2(params),
        value,
        inclusive: false,
    });
}
// @__NO_SIDE_EFFECTS__
function _lte(value, params) {
    return new $ZodCheckLessThan({
        check: "less_than",
        ...core_util/* normalizeParams */.A2(params),
        value,
        inclusive: true,
    });
}

// @__NO_SIDE_EFFECTS__
function _gt(value, params) {
    return new $ZodCheckGreaterThan({
        check: "greater_than",
        ...core_util/* normalizeParams */.A2(params),
        value,
        inclusive: false,
    });
}
// @__NO_SIDE_EFFECTS__
function _gte(value, params) {
    return new $ZodCheckGreaterThan({
        check: "greater_than",
        ...core_util/* normalizeParams */.A2(params),
        value,
        inclusive: true,
    });
}

// @__NO_SIDE_EFFECTS__
function _positive(params) {
    return _gt(0, params);
}
// negative
// @__NO_SIDE_EFFECTS__
function _negative(params) {
    return _lt(0, params);
}
// nonpositive
// @__NO_SIDE_EFFECTS__
function _nonpositive(params) {
    return _lte(0, params);
}
// nonnegative
// @__NO_SIDE_EFFECTS__
function _nonnegative(params) {
    return _gte(0, params);
}
// @__NO_SIDE_EFFECTS__
function _multipleOf(value, params) {
    return new $ZodCheckMultipleOf({
        check: "multiple_of",
        ...core_util/* normalizeParams */.A2(params),
        value,
    });
}
// @__NO_SIDE_EFFECTS__
function _maxSize(maximum, params) {
    return new checks.$ZodCheckMaxSize({
        check: "max_size",
        ...util.normalizeParams(params),
        maximum,
    });
}
// @__NO_SIDE_EFFECTS__
function _minSize(minimum, params) {
    return new checks.$ZodCheckMinSize({
        check: "min_size",
        ...util.normalizeParams(params),
        minimum,
    });
}
// @__NO_SIDE_EFFECTS__
function _size(size, params) {
    return new checks.$ZodCheckSizeEquals({
        check: "size_equals",
        ...util.normalizeParams(params),
        size,
    });
}
// @__NO_SIDE_EFFECTS__
function _maxLength(maximum, params) {
    const ch = new $ZodCheckMaxLength({
        check: "max_length",
        ...core_util/* normalizeParams */.A2(params),
        maximum,
    });
    return ch;
}
// @__NO_SIDE_EFFECTS__
function _minLength(minimum, params) {
    return new $ZodCheckMinLength({
        check: "min_length",
        ...core_util/* normalizeParams */.A2(params),
        minimum,
    });
}
// @__NO_SIDE_EFFECTS__
function _length(length, params) {
    return new $ZodCheckLengthEquals({
        check: "length_equals",
        ...core_util/* normalizeParams */.A2(params),
        length,
    });
}
// @__NO_SIDE_EFFECTS__
function _regex(pattern, params) {
    return new $ZodCheckRegex({
        check: "string_format",
        format: "regex",
        ...core_util/* normalizeParams */.A2(params),
        pattern,
    });
}
// @__NO_SIDE_EFFECTS__
function _lowercase(params) {
    return new $ZodCheckLowerCase({
        check: "string_format",
        format: "lowercase",
        ...core_util/* normalizeParams */.A2(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _uppercase(params) {
    return new $ZodCheckUpperCase({
        check: "string_format",
        format: "uppercase",
        ...core_util/* normalizeParams */.A2(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _includes(includes, params) {
    return new $ZodCheckIncludes({
        check: "string_format",
        format: "includes",
        ...core_util/* normalizeParams */.A2(params),
        includes,
    });
}
// @__NO_SIDE_EFFECTS__
function _startsWith(prefix, params) {
    return new $ZodCheckStartsWith({
        check: "string_format",
        format: "starts_with",
        ...core_util/* normalizeParams */.A2(params),
        prefix,
    });
}
// @__NO_SIDE_EFFECTS__
function _endsWith(suffix, params) {
    return new $ZodCheckEndsWith({
        check: "string_format",
        format: "ends_with",
        ...core_util/* normalizeParams */.A2(params),
        suffix,
    });
}
// @__NO_SIDE_EFFECTS__
function _property(property, schema, params) {
    return new checks.$ZodCheckProperty({
        check: "property",
        property,
        schema,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _properties(shape, params) {
    return new $ZodCheckProperties({
        check: "properties",
        shape,
        ...core_util/* normalizeParams */.A2(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _mime(types, params) {
    return new checks.$ZodCheckMimeType({
        check: "mime_type",
        mime: types,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _overwrite(tx) {
    return new $ZodCheckOverwrite({
        check: "overwrite",
        tx,
    });
}
// normalize
// @__NO_SIDE_EFFECTS__
function _normalize(form) {
    return _overwrite((input) => input.normalize(form));
}
// trim
// @__NO_SIDE_EFFECTS__
function _trim() {
    return _overwrite((input) => input.trim());
}
// toLowerCase
// @__NO_SIDE_EFFECTS__
function _toLowerCase() {
    return _overwrite((input) => input.toLowerCase());
}
// toUpperCase
// @__NO_SIDE_EFFECTS__
function _toUpperCase() {
    return _overwrite((input) => input.toUpperCase());
}
// slugify
// @__NO_SIDE_EFFECTS__
function _slugify() {
    return _overwrite((input) => core_util/* slugify */.Yv(input));
}
// @__NO_SIDE_EFFECTS__
function _array(Class, element, params) {
    return new Class({
        type: "array",
        element,
        // get element() {
        //   return element;
        // },
        ...core_util/* normalizeParams */.A2(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _union(Class, options, params) {
    return new Class({
        type: "union",
        options,
        ...util.normalizeParams(params),
    });
}
function _xor(Class, options, params) {
    return new Class({
        type: "union",
        options,
        inclusive: false,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _discriminatedUnion(Class, discriminator, options, params) {
    return new Class({
        type: "union",
        options: options,
        discriminator,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _intersection(Class, left, right) {
    return new Class({
        type: "intersection",
        left,
        right,
    });
}
// export function _tuple(
//   Class: util.SchemaClass<schemas.$ZodTuple>,
//   items: [],
//   params?: string | $ZodTupleParams
// ): schemas.$ZodTuple<[], null>;
// @__NO_SIDE_EFFECTS__
function _tuple(Class, items, _paramsOrRest, _params) {
    const hasRest = _paramsOrRest instanceof schemas.$ZodType;
    const params = hasRest ? _params : _paramsOrRest;
    const rest = hasRest ? _paramsOrRest : null;
    return new Class({
        type: "tuple",
        items,
        rest,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _record(Class, keyType, valueType, params) {
    return new Class({
        type: "record",
        keyType,
        valueType,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _map(Class, keyType, valueType, params) {
    return new Class({
        type: "map",
        keyType,
        valueType,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _set(Class, valueType, params) {
    return new Class({
        type: "set",
        valueType,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _enum(Class, values, params) {
    const entries = Array.isArray(values) ? Object.fromEntries(values.map((v) => [v, v])) : values;
    // if (Array.isArray(values)) {
    //   for (const value of values) {
    //     entries[value] = value;
    //   }
    // } else {
    //   Object.assign(entries, values);
    // }
    // const entries: util.EnumLike = {};
    // for (const val of values) {
    //   entries[val] = val;
    // }
    return new Class({
        type: "enum",
        entries,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
/** @deprecated This API has been merged into `z.enum()`. Use `z.enum()` instead.
 *
 * ```ts
 * enum Colors { red, green, blue }
 * z.enum(Colors);
 * ```
 */
function _nativeEnum(Class, entries, params) {
    return new Class({
        type: "enum",
        entries,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _literal(Class, value, params) {
    return new Class({
        type: "literal",
        values: Array.isArray(value) ? value : [value],
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _file(Class, params) {
    return new Class({
        type: "file",
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _transform(Class, fn) {
    return new Class({
        type: "transform",
        transform: fn,
    });
}
// @__NO_SIDE_EFFECTS__
function _optional(Class, innerType) {
    return new Class({
        type: "optional",
        innerType,
    });
}
// @__NO_SIDE_EFFECTS__
function _nullable(Class, innerType) {
    return new Class({
        type: "nullable",
        innerType,
    });
}
// @__NO_SIDE_EFFECTS__
function _default(Class, innerType, defaultValue) {
    return new Class({
        type: "default",
        innerType,
        get defaultValue() {
            return typeof defaultValue === "function" ? defaultValue() : util.shallowClone(defaultValue);
        },
    });
}
// @__NO_SIDE_EFFECTS__
function _nonoptional(Class, innerType, params) {
    return new Class({
        type: "nonoptional",
        innerType,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _success(Class, innerType) {
    return new Class({
        type: "success",
        innerType,
    });
}
// @__NO_SIDE_EFFECTS__
function _catch(Class, innerType, catchValue) {
    return new Class({
        type: "catch",
        innerType,
        catchValue: (typeof catchValue === "function" ? catchValue : util.constantCatch(catchValue)),
    });
}
// @__NO_SIDE_EFFECTS__
function _pipe(Class, in_, out) {
    return new Class({
        type: "pipe",
        in: in_,
        out,
    });
}
// @__NO_SIDE_EFFECTS__
function _readonly(Class, innerType) {
    return new Class({
        type: "readonly",
        innerType,
    });
}
// @__NO_SIDE_EFFECTS__
function _templateLiteral(Class, parts, params) {
    return new Class({
        type: "template_literal",
        parts,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _lazy(Class, getter) {
    return new Class({
        type: "lazy",
        getter,
    });
}
// @__NO_SIDE_EFFECTS__
function _promise(Class, innerType) {
    return new Class({
        type: "promise",
        innerType,
    });
}
// @__NO_SIDE_EFFECTS__
function _custom(Class, fn, _params) {
    const norm = util.normalizeParams(_params);
    norm.abort ?? (norm.abort = true); // default to abort:false
    const schema = new Class({
        type: "custom",
        check: "custom",
        fn: fn,
        ...norm,
    });
    return schema;
}
// same as _custom but defaults to abort:false
// @__NO_SIDE_EFFECTS__
function _refine(Class, fn, _params) {
    const schema = new Class({
        type: "custom",
        check: "custom",
        fn: fn,
        ...core_util/* normalizeParams */.A2(_params),
    });
    return schema;
}
// @__NO_SIDE_EFFECTS__
function _superRefine(fn, params) {
    const ch = _check((payload) => {
        payload.addIssue = (issue) => {
            if (typeof issue === "string") {
                payload.issues.push(core_util/* issue */.sn(issue, payload.value, ch._zod.def));
            }
            else {
                // for Zod 3 backwards compatibility
                const _issue = issue;
                if (_issue.fatal)
                    _issue.continue = false;
                _issue.code ?? (_issue.code = "custom");
                if (!("input" in _issue))
                    _issue.input = payload.value;
                _issue.inst ?? (_issue.inst = ch);
                _issue.continue ?? (_issue.continue = !ch._zod.def.abort); // abort is always undefined, so this is always true...
                payload.issues.push(core_util/* issue */.sn(_issue));
            }
        };
        return fn(payload.value, payload);
    }, params);
    return ch;
}
// @__NO_SIDE_EFFECTS__
function _check(fn, params) {
    const ch = new $ZodCheck({
        check: "custom",
        ...core_util/* normalizeParams */.A2(params),
    });
    ch._zod.check = fn;
    return ch;
}
// @__NO_SIDE_EFFECTS__
function describe(description) {
    const ch = new $ZodCheck({ check: "describe" });
    ch._zod.onattach = [
        (inst) => {
            const existing = globalRegistry.get(inst) ?? {};
            globalRegistry.add(inst, { ...existing, description });
        },
    ];
    ch._zod.check = () => { }; // no-op check
    return ch;
}
// @__NO_SIDE_EFFECTS__
function meta(metadata) {
    const ch = new $ZodCheck({ check: "meta" });
    ch._zod.onattach = [
        (inst) => {
            const existing = globalRegistry.get(inst) ?? {};
            globalRegistry.add(inst, { ...existing, ...metadata });
        },
    ];
    ch._zod.check = () => { }; // no-op check
    return ch;
}
// @__NO_SIDE_EFFECTS__
function _stringbool(Classes, _params) {
    const params = util.normalizeParams(_params);
    let truthyArray = params.truthy ?? ["true", "1", "yes", "on", "y", "enabled"];
    let falsyArray = params.falsy ?? ["false", "0", "no", "off", "n", "disabled"];
    if (params.case !== "sensitive") {
        truthyArray = truthyArray.map((v) => (typeof v === "string" ? v.toLowerCase() : v));
        falsyArray = falsyArray.map((v) => (typeof v === "string" ? v.toLowerCase() : v));
    }
    const truthySet = new Set(truthyArray);
    const falsySet = new Set(falsyArray);
    const _Codec = Classes.Codec ?? schemas.$ZodCodec;
    const _Boolean = Classes.Boolean ?? schemas.$ZodBoolean;
    const _String = Classes.String ?? schemas.$ZodString;
    const stringSchema = new _String({ type: "string", error: params.error });
    const booleanSchema = new _Boolean({ type: "boolean", error: params.error });
    const codec = new _Codec({
        type: "pipe",
        in: stringSchema,
        out: booleanSchema,
        transform: ((input, payload) => {
            let data = input;
            if (params.case !== "sensitive")
                data = data.toLowerCase();
            if (truthySet.has(data)) {
                return true;
            }
            else if (falsySet.has(data)) {
                return false;
            }
            else {
                payload.issues.push({
                    code: "invalid_value",
                    expected: "stringbool",
                    values: [...truthySet, ...falsySet],
                    input: payload.value,
                    inst: codec,
                    continue: false,
                });
                return {};
            }
        }),
        reverseTransform: ((input, _payload) => {
            if (input === true) {
                return truthyArray[0] || "true";
            }
            else {
                return falsyArray[0] || "false";
            }
        }),
        error: params.error,
    });
    codec._zod.bag.truthy = truthyArray;
    codec._zod.bag.falsy = falsyArray;
    codec._zod.bag.case = params.case ?? "insensitive";
    return codec;
}
// @__NO_SIDE_EFFECTS__
function _stringFormat(Class, format, fnOrRegex, _params = {}) {
    const params = util.normalizeParams(_params);
    const def = {
        check: "string_format",
        type: "string",
        format,
        fn: typeof fnOrRegex === "function" ? fnOrRegex : (val) => fnOrRegex.test(val),
        ...params,
    };
    if (fnOrRegex instanceof RegExp) {
        def.pattern = fnOrRegex;
    }
    const inst = new Class(def);
    return inst;
}

;// CONCATENATED MODULE: ./node_modules/zod/v4/core/to-json-schema.js


function assignProps(target, ...sources) {
    for (const source of sources) {
        for (const key of Reflect.ownKeys(source)) {
            if (Object.prototype.propertyIsEnumerable.call(source, key)) {
                (0,core_util/* assignProp */.Vy)(target, key, source[key]);
            }
        }
    }
    return target;
}
// function initializeContext<T extends schemas.$ZodType>(inputs: JSONSchemaGeneratorParams<T>): ToJSONSchemaContext<T> {
//   return {
//     processor: inputs.processor,
//     metadataRegistry: inputs.metadata ?? globalRegistry,
//     target: inputs.target ?? "draft-2020-12",
//     unrepresentable: inputs.unrepresentable ?? "throw",
//   };
// }
function to_json_schema_initializeContext(params) {
    // Normalize target: convert old non-hyphenated versions to hyphenated versions
    let target = params?.target ?? "draft-2020-12";
    if (target === "draft-4")
        target = "draft-04";
    if (target === "draft-7")
        target = "draft-07";
    return {
        processors: params.processors ?? {},
        metadataRegistry: params?.metadata ?? globalRegistry,
        target,
        unrepresentable: params?.unrepresentable ?? "throw",
        override: params?.override ?? (() => { }),
        io: params?.io ?? "output",
        counter: 0,
        seen: new Map(),
        sharedDefsExtractedFor: undefined,
        sharedEmitDoneFor: undefined,
        cycles: params?.cycles ?? "ref",
        reused: params?.reused ?? "inline",
        intersections: [],
        deferred: [],
        external: params?.external ?? undefined,
    };
}
/**
 * Applies the `unrepresentable` setting at a site that has no JSON Schema equivalent. Throws
 * `message` unless the setting (or the handler's return value) says otherwise. Returns `true` if a
 * custom JSON Schema was written into `json`, in which case the caller must not write its own.
 */
function handleUnrepresentable(schema, ctx, json, params, message) {
    const result = typeof ctx.unrepresentable === "function"
        ? ctx.unrepresentable({ zodSchema: schema, path: params.path, message })
        : ctx.unrepresentable;
    if (result === "any")
        return false;
    if (result === undefined || result === "throw")
        throw new Error(message);
    Object.assign(json, result);
    return true;
}
// never rename this back to `process`: bundler polyfills inject a top-level `const process` that a lexical declaration of the same name collides with (#6397)
function to_json_schema_processSchema(schema, ctx, _params = { path: [], schemaPath: [] }) {
    var _a;
    const def = schema._zod.def;
    // check for schema in seens
    const seen = ctx.seen.get(schema);
    if (seen) {
        seen.count++;
        // check if cycle
        const isCycle = _params.schemaPath.includes(schema);
        if (isCycle) {
            seen.cycle = _params.path;
        }
        return seen.schema;
    }
    // initialize
    const result = { schema: {}, count: 1, cycle: undefined, path: _params.path };
    ctx.seen.set(schema, result);
    ctx.sharedDefsExtractedFor = undefined;
    ctx.sharedEmitDoneFor = undefined;
    // custom method overrides default behavior
    const overrideSchema = schema._zod.toJSONSchema?.();
    if (overrideSchema) {
        result.schema = overrideSchema;
    }
    else {
        const params = {
            ..._params,
            schemaPath: [..._params.schemaPath, schema],
            path: _params.path,
        };
        if (schema._zod.processJSONSchema) {
            schema._zod.processJSONSchema(ctx, result.schema, params);
        }
        else {
            const _json = result.schema;
            const processor = ctx.processors[def.type];
            if (!processor) {
                throw new Error(`[toJSONSchema]: Non-representable type encountered: ${def.type}`);
            }
            processor(schema, ctx, _json, params);
        }
        const parent = schema._zod.parent;
        if (parent) {
            // Also set ref if processor didn't (for inheritance)
            if (!result.ref)
                result.ref = parent;
            to_json_schema_processSchema(parent, ctx, params);
            ctx.seen.get(parent).isParent = true;
        }
    }
    // metadata
    const meta = ctx.metadataRegistry.get(schema);
    if (meta)
        assignProps(result.schema, meta);
    if (ctx.io === "input" && isTransforming(schema)) {
        // examples/defaults only apply to output type of pipe
        delete result.schema.examples;
        delete result.schema.default;
    }
    // set prefault as default
    if (ctx.io === "input" && "_prefault" in result.schema)
        (_a = result.schema).default ?? (_a.default = result.schema._prefault);
    delete result.schema._prefault;
    // pulling fresh from ctx.seen in case it was overwritten
    const _result = ctx.seen.get(schema);
    return _result.schema;
}
/** @deprecated Renamed to `processSchema`. An export alias declares no binding, so it is safe to keep. */

// Escape a reference token for use in a JSON Pointer fragment (RFC 6901): `~` becomes `~0` and `/` becomes `~1`. The `~` replacement must run first.
function encodeJSONPointerSegment(segment) {
    return segment.replace(/~/g, "~0").replace(/\//g, "~1");
}
function to_json_schema_extractDefs(ctx, schema
// params: EmitParams
) {
    // iterate over seen map;
    const root = ctx.seen.get(schema);
    if (!root)
        throw new Error("Unprocessed schema. This is a bug in Zod.");
    // With `external` set, every registered schema resolves through the external branch of `makeURI`, so the root branch below produces the same ref the external branch would — this pass is identical whichever schema it is called with, and only needs to run once.
    if (ctx.external && ctx.sharedDefsExtractedFor === ctx.external)
        return;
    // Track ids to detect duplicates across different schemas
    const idToSchema = new Map();
    for (const entry of ctx.seen.entries()) {
        const id = ctx.metadataRegistry.get(entry[0])?.id;
        if (id) {
            const existing = idToSchema.get(id);
            if (existing && existing !== entry[0]) {
                throw new Error(`Duplicate schema id "${id}" detected during JSON Schema conversion. Two different schemas cannot share the same id when converted together.`);
            }
            idToSchema.set(id, entry[0]);
        }
    }
    // returns a ref to the schema defId will be empty if the ref points to an external schema (or #)
    const makeURI = (entry) => {
        // comparing the seen objects because sometimes multiple schemas map to the same seen object. e.g. lazy
        // external is configured
        const defsSegment = ctx.target === "draft-2020-12" ? "$defs" : "definitions";
        if (ctx.external) {
            const externalId = ctx.external.registry.get(entry[0])?.id; // ?? "__shared";// `__schema${ctx.counter++}`;
            // check if schema is in the external registry
            const uriGenerator = ctx.external.uri ?? ((id) => id);
            if (externalId) {
                return { ref: uriGenerator(externalId) };
            }
            // otherwise, add to __shared
            const id = entry[1].defId ?? entry[1].schema.id ?? `schema${ctx.counter++}`;
            entry[1].defId = id; // set defId so it will be reused if needed
            return { defId: id, ref: `${uriGenerator("__shared")}#/${defsSegment}/${encodeJSONPointerSegment(id)}` };
        }
        const uriPrefix = `#`;
        const defUriPrefix = `${uriPrefix}/${defsSegment}/`;
        // an id-less root has nowhere to be extracted to, so it stays inline and self-references as `#`
        if (entry[1] === root && !entry[1].schema.id) {
            return { ref: uriPrefix };
        }
        // self-contained schema
        const defId = entry[1].schema.id ?? `__schema${ctx.counter++}`;
        return { defId, ref: defUriPrefix + encodeJSONPointerSegment(defId) };
    };
    // stored cached version in `def` property remove all properties, set $ref
    const extractToDef = (entry) => {
        // if the schema is already a reference, do not extract it
        if (entry[1].schema.$ref) {
            return;
        }
        const seen = entry[1];
        const { ref, defId } = makeURI(entry);
        seen.def = { ...seen.schema };
        // defId won't be set if the schema is a reference to an external schema or if the schema is the root schema
        if (defId)
            seen.defId = defId;
        // wipe away all properties except $ref
        const schema = seen.schema;
        for (const key in schema) {
            delete schema[key];
        }
        schema.$ref = ref;
    };
    // throw on cycles
    // break cycles
    if (ctx.cycles === "throw") {
        for (const entry of ctx.seen.entries()) {
            const seen = entry[1];
            if (seen.cycle) {
                throw new Error("Cycle detected: " +
                    `#/${seen.cycle?.join("/")}/<root>` +
                    '\n\nSet the `cycles` parameter to `"ref"` to resolve cyclical schemas with defs.');
            }
        }
    }
    // extract schemas into $defs
    for (const entry of ctx.seen.entries()) {
        const seen = entry[1];
        // convert root schema to # $ref
        if (schema === entry[0]) {
            extractToDef(entry); // this has special handling for the root schema
            continue;
        }
        // extract schemas that are in the external registry
        if (ctx.external) {
            const ext = ctx.external.registry.get(entry[0])?.id;
            if (schema !== entry[0] && ext) {
                extractToDef(entry);
                continue;
            }
        }
        // extract schemas with `id` meta
        const id = ctx.metadataRegistry.get(entry[0])?.id;
        if (id) {
            extractToDef(entry);
            continue;
        }
        // break cycles
        if (seen.cycle) {
            // any
            extractToDef(entry);
            continue;
        }
        // extract reused schemas
        if (seen.count > 1) {
            if (ctx.reused === "ref") {
                extractToDef(entry);
            }
        }
    }
    if (ctx.external)
        ctx.sharedDefsExtractedFor = ctx.external;
}
/** Rewrites `anyOf: [{type: "a"}, {type: "b"}]` to `type: ["a", "b"]`, which every JSON Schema draft treats as equivalent and most consumers render far better for the nullable case. Only branches that are a bare type assertion qualify — anything carrying a constraint, `$ref`, `const` or metadata is left alone. Runs after `flattenRef`, so a branch an override decorated or `$defs` extraction turned into a `$ref` is no longer bare and correctly stays in `anyOf`. `oneOf` is excluded: `integer` and `number` overlap, so "exactly one" and "at least one" are not the same there. OpenAPI 3.0 is excluded: its `type` must be a single string. */
function compactTypeUnion(schema) {
    const options = schema.anyOf;
    if (!Array.isArray(options) || options.length === 0 || schema.type !== undefined)
        return;
    const types = [];
    for (const option of options) {
        if (!option || typeof option !== "object")
            return;
        // A branch that is itself a compactible union folds into this one — nested `anyOf` and a flat `type` array say the same thing. Compacting it first also makes the result independent of the order this pass walks the seen map in.
        compactTypeUnion(option);
        const keys = Object.keys(option);
        if (keys.length !== 1 || keys[0] !== "type")
            return;
        const type = option.type;
        for (const member of Array.isArray(type) ? type : [type]) {
            if (typeof member !== "string")
                return;
            if (!types.includes(member))
                types.push(member);
        }
    }
    delete schema.anyOf;
    // A `type` array must be non-empty and unique (metaschema); a single member is spelled as a bare string.
    schema.type = types.length === 1 ? types[0] : types;
}
/** Keywords `foldIntersection` knows how to combine. Anything else — `$ref`, `patternProperties`,
 * an annotation like `description` — makes a member unfoldable, so a constraint this does not
 * understand leaves the `allOf` alone instead of being silently dropped or misattributed. */
const FOLDABLE_KEYS = new Set(["type", "properties", "required", "additionalProperties"]);
const UNION_KEYS = ["oneOf", "anyOf"];
/** A member's constraint on a key it does not declare itself. A `catchall` states one; `false`, an absent `additionalProperties`, and the empty schema a loose object emits state nothing. */
function undeclaredConstraint(member) {
    const extra = member.additionalProperties;
    if (extra === undefined || extra === false || typeof extra !== "object" || extra === null)
        return null;
    return Object.keys(extra).length ? extra : null;
}
/** Combines object members into the single object they describe together, or returns `null` if any of them carries a keyword outside {@link FOLDABLE_KEYS}. */
function foldObjects(members) {
    const objects = [];
    for (const member of members) {
        // A boolean subschema is legal JSON Schema and carries no keywords to fold.
        if (typeof member !== "object" || member.type !== "object")
            return null;
        for (const key in member) {
            if (!FOLDABLE_KEYS.has(key))
                return null;
        }
        objects.push(member);
    }
    const properties = {};
    const required = new Set();
    for (const object of objects) {
        for (const key in object.properties) {
            // `in` would report a `__proto__` key as already present via the prototype chain and skip it.
            if (Object.prototype.hasOwnProperty.call(properties, key))
                continue;
            // Every member constrains this key: the ones that declare it say how, and a `catchall` member constrains it too even though it does not name it. The key has to satisfy all of them, which is the same intersection one level down.
            const parts = [];
            for (const other of objects) {
                const part = other.properties?.[key] ?? undeclaredConstraint(other);
                if (part === null || part === undefined)
                    continue;
                if (!parts.some((seen) => JSON.stringify(seen) === JSON.stringify(part)))
                    parts.push(part);
            }
            const merged = parts.length === 1
                ? parts[0]
                : (foldObjects(parts) ?? { allOf: parts });
            (0,core_util/* assignProp */.Vy)(properties, key, merged);
        }
        for (const key of object.required ?? [])
            required.add(key);
    }
    const folded = { type: "object", properties };
    if (required.size)
        folded.required = [...required];
    // A key no member declares is rejected only when every member rejects it, so the fold is closed only when every member is. Otherwise it carries whatever the `catchall` members demand of such a key.
    if (objects.every((object) => object.additionalProperties === false)) {
        folded.additionalProperties = false;
    }
    else {
        const constraints = [];
        for (const object of objects) {
            const constraint = undeclaredConstraint(object);
            if (constraint && !constraints.some((seen) => JSON.stringify(seen) === JSON.stringify(constraint)))
                constraints.push(constraint);
        }
        if (constraints.length === 1)
            folded.additionalProperties = constraints[0];
        else if (constraints.length > 1)
            folded.additionalProperties = { allOf: constraints };
    }
    return folded;
}
/** `additionalProperties` in an `allOf` member sees only that member's own `properties`, so two
 * closed object members reject each other's keys and the schema validates nothing. Zod's parser
 * pools the key sets instead — `handleIntersectionResults` reports a key as unrecognized only when
 * *every* side rejects it — so the emitted schema has to pool them too, and folding the members
 * into one object is the encoding that says so on every target.
 *
 * This runs from `finalize`, after `extractDefs`, which is what keeps it clear of the `$ref`
 * machinery: a member extracted into `$defs` is already a `$ref` by now and declines to fold, so it
 * keeps its reference and its own closedness rather than being inlined as a stale copy. */
function foldIntersection(json) {
    const allOf = json.allOf;
    if (!Array.isArray(allOf) || allOf.length < 2)
        return;
    // An `override` runs before this pass and may have written object keywords onto the intersection itself. Those are deliberate, so decline rather than overwrite them.
    for (const key of FOLDABLE_KEYS)
        if (key in json)
            return;
    // An intersection distributes over a union: `A & (X | Y)` is `(A & X) | (A & Y)`. Only the first union is distributed over; a second one stays among the members every branch folds against, where it fails the object check and declines the whole intersection rather than multiplying out.
    const unions = allOf.filter((m) => UNION_KEYS.some((k) => Array.isArray(m[k])));
    let folded = null;
    if (!unions.length) {
        folded = foldObjects(allOf);
    }
    else {
        const union = unions[0];
        const keyword = UNION_KEYS.find((k) => Array.isArray(union[k]));
        if (Object.keys(union).length !== 1)
            return;
        const rest = allOf.filter((m) => m !== union);
        const branches = union[keyword].map((branch) => foldObjects([...rest, branch]));
        if (branches.some((b) => !b))
            return;
        folded = { [keyword]: branches };
    }
    if (!folded)
        return;
    delete json.allOf;
    assignProps(json, folded);
}
function to_json_schema_finalize(ctx, schema) {
    const root = ctx.seen.get(schema);
    if (!root)
        throw new Error("Unprocessed schema. This is a bug in Zod.");
    // flatten refs - inherit properties from parent schemas
    const flattenRef = (zodSchema) => {
        const seen = ctx.seen.get(zodSchema);
        // already processed
        if (seen.ref === null)
            return;
        const schema = seen.def ?? seen.schema;
        const _cached = { ...schema };
        const ref = seen.ref;
        seen.ref = null; // prevent infinite recursion
        if (ref) {
            flattenRef(ref);
            const refSeen = ctx.seen.get(ref);
            const refSchema = refSeen.schema;
            // merge referenced schema into current
            if (refSchema.$ref && (ctx.target === "draft-07" || ctx.target === "draft-04" || ctx.target === "openapi-3.0")) {
                // older drafts can't combine $ref with other properties
                schema.allOf = schema.allOf ?? [];
                schema.allOf.push(refSchema);
            }
            else {
                assignProps(schema, refSchema);
            }
            // restore child's own properties (child wins)
            assignProps(schema, _cached);
            const isParentRef = zodSchema._zod.parent === ref;
            // For parent chain, child is a refinement - remove parent-only properties
            if (isParentRef) {
                for (const key in schema) {
                    if (key === "$ref" || key === "allOf")
                        continue;
                    if (!(key in _cached)) {
                        delete schema[key];
                    }
                }
            }
            // When ref was extracted to $defs, remove properties that match the definition
            if (refSchema.$ref && refSeen.def) {
                for (const key in schema) {
                    if (key === "$ref" || key === "allOf")
                        continue;
                    if (key in refSeen.def && JSON.stringify(schema[key]) === JSON.stringify(refSeen.def[key])) {
                        delete schema[key];
                    }
                }
            }
        }
        // If parent was extracted (has $ref), propagate $ref to this schema. This handles cases like: readonly().meta({id}).describe() where processor sets ref to innerType but parent should be referenced
        const parent = zodSchema._zod.parent;
        if (parent && parent !== ref) {
            // Ensure parent is processed first so its def has inherited properties
            flattenRef(parent);
            const parentSeen = ctx.seen.get(parent);
            if (parentSeen?.schema.$ref) {
                schema.$ref = parentSeen.schema.$ref;
                // De-duplicate with parent's definition
                if (parentSeen.def) {
                    for (const key in schema) {
                        if (key === "$ref" || key === "allOf")
                            continue;
                        if (key in parentSeen.def && JSON.stringify(schema[key]) === JSON.stringify(parentSeen.def[key])) {
                            delete schema[key];
                        }
                    }
                }
            }
        }
        // execute overrides
        ctx.override({
            zodSchema: zodSchema,
            jsonSchema: schema,
            path: seen.path ?? [],
        });
    };
    // Flattening walks the whole map and clears each `ref` as it goes, so a second call over the same map is a no-op scan. Skip it outright once it has run for a registry conversion.
    if (!ctx.external || ctx.sharedEmitDoneFor !== ctx.external) {
        for (const entry of [...ctx.seen.entries()].reverse()) {
            flattenRef(entry[0]);
        }
        if (ctx.target !== "openapi-3.0") {
            for (const entry of ctx.seen.entries()) {
                compactTypeUnion(entry[1].def ?? entry[1].schema);
            }
        }
        for (const rewrite of ctx.deferred)
            rewrite();
        // After flattening, every member that was extracted is a `$ref`, so the fold sees the final shape. A schema that inherits an intersection — through `z.lazy`, or any `ref` chain — holds the same `allOf` array, so fold by array identity to catch every copy.
        if (ctx.intersections.length) {
            const carriers = new Map();
            for (const seen of ctx.seen.values()) {
                for (const json of [seen.schema, seen.def]) {
                    const allOf = json?.allOf;
                    if (!Array.isArray(allOf))
                        continue;
                    const existing = carriers.get(allOf);
                    if (existing)
                        existing.push(json);
                    else
                        carriers.set(allOf, [json]);
                }
            }
            for (const allOf of ctx.intersections) {
                for (const json of carriers.get(allOf) ?? [])
                    foldIntersection(json);
            }
        }
    }
    const result = {};
    if (ctx.target === "draft-2020-12") {
        result.$schema = "https://json-schema.org/draft/2020-12/schema";
    }
    else if (ctx.target === "draft-07") {
        result.$schema = "http://json-schema.org/draft-07/schema#";
    }
    else if (ctx.target === "draft-04") {
        result.$schema = "http://json-schema.org/draft-04/schema#";
    }
    else if (ctx.target === "openapi-3.0") {
        // OpenAPI 3.0 schema objects should not include a $schema property
    }
    else {
        // Arbitrary string values are allowed but won't have a $schema property set
    }
    if (ctx.external?.uri) {
        const id = ctx.external.registry.get(schema)?.id;
        if (!id)
            throw new Error("Schema is missing an `id` property");
        result.$id = ctx.external.uri(id);
    }
    // when the root was extracted into $defs, `root.schema` is the `$ref` wrapper and `root.def` is the body that now lives under $defs
    assignProps(result, root.defId ? root.schema : (root.def ?? root.schema));
    // The `id` in `.meta()` is a Zod-specific registration tag used to extract schemas into $defs — it is not user-facing JSON Schema metadata. Strip it from the output body where it would otherwise leak. The id is preserved implicitly via the $defs key (and via $ref paths).
    const rootMetaId = ctx.metadataRegistry.get(schema)?.id;
    if (rootMetaId !== undefined && result.id === rootMetaId)
        delete result.id;
    // build defs object. With `external`, `defs` is the shared object every schema writes into, so the same entries are reassigned on every call. Without it, `defs` is fresh per call and must be rebuilt.
    const defs = ctx.external?.defs ?? {};
    if (!ctx.external || ctx.sharedEmitDoneFor !== ctx.external) {
        for (const entry of ctx.seen.entries()) {
            const seen = entry[1];
            if (seen.def && seen.defId) {
                if (seen.def.id === seen.defId)
                    delete seen.def.id;
                (0,core_util/* assignProp */.Vy)(defs, seen.defId, seen.def);
            }
        }
    }
    if (ctx.external)
        ctx.sharedEmitDoneFor = ctx.external;
    // set definitions in result
    if (ctx.external) {
    }
    else {
        if (Object.keys(defs).length > 0) {
            if (ctx.target === "draft-2020-12") {
                result.$defs = defs;
            }
            else {
                result.definitions = defs;
            }
        }
    }
    try {
        // this "finalizes" this schema and ensures all cycles are removed each call to finalize() is functionally independent though the seen map is shared
        const finalized = JSON.parse(JSON.stringify(result));
        Object.defineProperty(finalized, "~standard", {
            value: {
                ...schema["~standard"],
                jsonSchema: {
                    input: createStandardJSONSchemaMethod(schema, "input", ctx.processors),
                    output: createStandardJSONSchemaMethod(schema, "output", ctx.processors),
                },
            },
            enumerable: false,
            writable: false,
        });
        return finalized;
    }
    catch (_err) {
        throw new Error("Error converting schema to JSON.");
    }
}
function isTransforming(_schema, _ctx) {
    const ctx = _ctx ?? { seen: new Set() };
    if (ctx.seen.has(_schema))
        return false;
    ctx.seen.add(_schema);
    const def = _schema._zod.def;
    if (def.type === "transform")
        return true;
    if (def.type === "array")
        return isTransforming(def.element, ctx);
    if (def.type === "set")
        return isTransforming(def.valueType, ctx);
    if (def.type === "lazy")
        return isTransforming(def.getter(), ctx);
    if (def.type === "promise" ||
        def.type === "optional" ||
        def.type === "nonoptional" ||
        def.type === "nullable" ||
        def.type === "readonly" ||
        def.type === "default" ||
        def.type === "prefault" ||
        def.type === "catch") {
        return isTransforming(def.innerType, ctx);
    }
    if (def.type === "intersection") {
        return isTransforming(def.left, ctx) || isTransforming(def.right, ctx);
    }
    if (def.type === "record" || def.type === "map") {
        return isTransforming(def.keyType, ctx) || isTransforming(def.valueType, ctx);
    }
    if (def.type === "pipe") {
        if (_schema._zod.traits.has("$ZodCodec"))
            return true;
        return isTransforming(def.in, ctx) || isTransforming(def.out, ctx);
    }
    if (def.type === "object") {
        for (const key in def.shape) {
            if (isTransforming(def.shape[key], ctx))
                return true;
        }
        return false;
    }
    if (def.type === "union") {
        for (const option of def.options) {
            if (isTransforming(option, ctx))
                return true;
        }
        return false;
    }
    if (def.type === "tuple") {
        for (const item of def.items) {
            if (isTransforming(item, ctx))
                return true;
        }
        if (def.rest && isTransforming(def.rest, ctx))
            return true;
        return false;
    }
    return false;
}
/**
 * Creates a toJSONSchema method for a schema instance.
 * This encapsulates the logic of initializing context, processing, extracting defs, and finalizing.
 */
const createToJSONSchemaMethod = (schema, processors = {}) => (params) => {
    const ctx = to_json_schema_initializeContext({ ...params, processors });
    to_json_schema_processSchema(schema, ctx);
    to_json_schema_extractDefs(ctx, schema);
    return to_json_schema_finalize(ctx, schema);
};
const createStandardJSONSchemaMethod = (schema, io, processors = {}) => (params) => {
    const { libraryOptions, target } = params ?? {};
    const ctx = to_json_schema_initializeContext({ ...(libraryOptions ?? {}), target, io, processors });
    to_json_schema_processSchema(schema, ctx);
    to_json_schema_extractDefs(ctx, schema);
    return to_json_schema_finalize(ctx, schema);
};

;// CONCATENATED MODULE: ./node_modules/zod/v4/core/json-schema-processors.js




const narrowMin = (agg, key, value) => {
    if (agg[key] === undefined || value > agg[key])
        agg[key] = value;
};
const narrowMax = (agg, key, value) => {
    if (agg[key] === undefined || value < agg[key])
        agg[key] = value;
};
const narrowBoth = (agg, value) => {
    narrowMin(agg, "minimum", value);
    narrowMax(agg, "maximum", value);
};
const addDivisor = (agg, value) => {
    agg.multipleOf ?? (agg.multipleOf = []);
    if (!agg.multipleOf.includes(value))
        agg.multipleOf.push(value);
};
const addPattern = (agg, pattern) => {
    agg.patterns ?? (agg.patterns = new Set());
    agg.patterns.add(pattern);
};
const intersectMime = (agg, mime) => {
    agg.mime = agg.mime ? agg.mime.filter((m) => mime.includes(m)) : [...mime];
};
// last-wins, matching the bag's historical write order; the flag keeps an integer format from being lost to a later float one
const setFormat = (agg, format) => {
    agg.format = format;
    if (format.includes("int"))
        agg.isInt = true;
};
const minContributor = (agg, def) => narrowMin(agg, "minimum", def.minimum);
const maxContributor = (agg, def) => narrowMax(agg, "maximum", def.maximum);
const formatContributor = (ranges) => (agg, def) => {
    setFormat(agg, def.format);
    const [minimum, maximum] = ranges[def.format];
    narrowMin(agg, "minimum", minimum);
    narrowMax(agg, "maximum", maximum);
};
const contributors = {
    greater_than: (agg, def) => narrowMin(agg, def.inclusive ? "minimum" : "exclusiveMinimum", def.value),
    less_than: (agg, def) => narrowMax(agg, def.inclusive ? "maximum" : "exclusiveMaximum", def.value),
    multiple_of: (agg, def) => addDivisor(agg, def.value),
    number_format: formatContributor(core_util/* NUMBER_FORMAT_RANGES */.zH),
    bigint_format: formatContributor(core_util/* BIGINT_FORMAT_RANGES */.NR),
    min_length: minContributor,
    max_length: maxContributor,
    length_equals: (agg, def) => narrowBoth(agg, def.length),
    min_size: minContributor,
    max_size: maxContributor,
    size_equals: (agg, def) => narrowBoth(agg, def.size),
    string_format: (agg, def) => {
        setFormat(agg, def.format);
        if (def.pattern)
            addPattern(agg, def.pattern);
        if (def.format === "base64" || def.format === "base64url")
            agg.contentEncoding = def.format;
        if (def.local || def.precision === -1)
            agg.laxFormat = true;
    },
    mime_type: (agg, def) => intersectMime(agg, def.mime),
};
function aggregateChecks(schema) {
    const agg = {};
    const def = schema._zod.def;
    // a format schema is its own first check, same rule as $ZodType init
    const list = schema._zod.traits.has("$ZodCheck")
        ? [schema, ...(def.checks ?? [])]
        : (def.checks ?? []);
    for (const ch of list)
        contributors[ch._zod.def.check]?.(agg, ch._zod.def);
    // reconcile with the bag so third-party onattach contributions still land; first-party residue is never tighter than the fold, so merging it back is idempotent for one and additive for the other
    const bag = schema._zod.bag;
    if (bag.minimum !== undefined)
        narrowMin(agg, "minimum", bag.minimum);
    if (bag.exclusiveMinimum !== undefined)
        narrowMin(agg, "exclusiveMinimum", bag.exclusiveMinimum);
    if (bag.maximum !== undefined)
        narrowMax(agg, "maximum", bag.maximum);
    if (bag.exclusiveMaximum !== undefined)
        narrowMax(agg, "exclusiveMaximum", bag.exclusiveMaximum);
    if (bag.multipleOf !== undefined)
        addDivisor(agg, bag.multipleOf);
    if (bag.format !== undefined) {
        agg.format ?? (agg.format = bag.format);
        if (bag.format.includes("int"))
            agg.isInt = true;
    }
    if (bag.mime)
        intersectMime(agg, bag.mime);
    for (const pattern of bag.patterns ?? [])
        addPattern(agg, pattern);
    return agg;
}
const formatMap = {
    guid: "uuid",
    url: "uri",
    datetime: "date-time",
    json_string: "json-string",
    regex: "", // do not set
};
// ==================== SIMPLE TYPE PROCESSORS ====================
// the runtime patterns are lax so parse paths never overflow the regex stack; the emitted schema swaps in the exact block forms, which zod itself never executes
const exactPatterns = new Map([
    [base64Charset, base64],
    [base64urlCharset, base64url],
]);
const exactPattern = (p) => exactPatterns.get(p) ?? p;
const stringProcessor = (schema, ctx, _json, _params) => {
    const json = _json;
    json.type = "string";
    const { minimum, maximum, format, patterns, contentEncoding, laxFormat } = aggregateChecks(schema);
    if (typeof minimum === "number")
        json.minLength = minimum;
    if (typeof maximum === "number")
        json.maxLength = maximum;
    // custom pattern overrides format
    if (format) {
        json.format = formatMap[format] ?? format;
        if (json.format === "")
            delete json.format; // empty format is not valid
        // `z.iso.time()` is never full-time, and `laxFormat` carries the datetime shapes that also accept what their keyword forbids
        if (format === "time" || laxFormat) {
            delete json.format;
        }
    }
    if (contentEncoding)
        json.contentEncoding = contentEncoding;
    if (patterns && patterns.size > 0) {
        const patternList = [...patterns].map(exactPattern);
        if (patternList.length === 1)
            json.pattern = patternList[0].source;
        else if (patternList.length > 1) {
            json.allOf = [
                ...patternList.map((regex) => ({
                    ...(ctx.target === "draft-07" || ctx.target === "draft-04" || ctx.target === "openapi-3.0"
                        ? { type: "string" }
                        : {}),
                    pattern: regex.source,
                })),
            ];
        }
    }
};
const numberProcessor = (schema, ctx, _json, params) => {
    const json = _json;
    const { minimum, maximum, multipleOf, exclusiveMaximum, exclusiveMinimum, isInt } = aggregateChecks(schema);
    json.type = isInt ? "integer" : "number";
    // when both minimum and exclusiveMinimum exist, pick the more restrictive one
    const exMin = typeof exclusiveMinimum === "number" && exclusiveMinimum >= (minimum ?? Number.NEGATIVE_INFINITY);
    const exMax = typeof exclusiveMaximum === "number" && exclusiveMaximum <= (maximum ?? Number.POSITIVE_INFINITY);
    const legacy = ctx.target === "draft-04" || ctx.target === "openapi-3.0";
    if (exMin) {
        if (legacy) {
            json.minimum = exclusiveMinimum;
            json.exclusiveMinimum = true;
        }
        else {
            json.exclusiveMinimum = exclusiveMinimum;
        }
    }
    else if (typeof minimum === "number") {
        json.minimum = minimum;
    }
    if (exMax) {
        if (legacy) {
            json.maximum = exclusiveMaximum;
            json.exclusiveMaximum = true;
        }
        else {
            json.exclusiveMaximum = exclusiveMaximum;
        }
    }
    else if (typeof maximum === "number") {
        json.maximum = maximum;
    }
    if (multipleOf) {
        // JSON Schema requires a divisor strictly greater than zero, and a non-finite one does not survive JSON at all. A negative divisor accepts exactly what its absolute value accepts, so it still maps; zero, NaN and Infinity have no keyword form.
        const divisors = new Set();
        for (const divisor of multipleOf) {
            if (Number.isFinite(divisor) && divisor !== 0)
                divisors.add(Math.abs(divisor));
            else
                handleUnrepresentable(schema, ctx, json, params, `A multipleOf divisor of ${divisor} cannot be represented in JSON Schema`);
        }
        // chained divisors are a conjunction the keyword cannot carry alone, so extras ride an allOf, same as stacked patterns
        const [first, ...rest] = divisors;
        if (first !== undefined)
            json.multipleOf = first;
        if (rest.length)
            json.allOf = [...(json.allOf ?? []), ...rest.map((m) => ({ multipleOf: m }))];
    }
};
const booleanProcessor = (_schema, _ctx, json, _params) => {
    json.type = "boolean";
};
const bigintProcessor = (schema, ctx, json, params) => {
    handleUnrepresentable(schema, ctx, json, params, "BigInt cannot be represented in JSON Schema");
};
const symbolProcessor = (schema, ctx, json, params) => {
    handleUnrepresentable(schema, ctx, json, params, "Symbols cannot be represented in JSON Schema");
};
const nullProcessor = (_schema, ctx, json, _params) => {
    if (ctx.target === "openapi-3.0") {
        json.type = "string";
        json.nullable = true;
        json.enum = [null];
    }
    else {
        json.type = "null";
    }
};
const undefinedProcessor = (schema, ctx, json, params) => {
    handleUnrepresentable(schema, ctx, json, params, "Undefined cannot be represented in JSON Schema");
};
const voidProcessor = (schema, ctx, json, params) => {
    handleUnrepresentable(schema, ctx, json, params, "Void cannot be represented in JSON Schema");
};
const neverProcessor = (_schema, _ctx, json, _params) => {
    json.not = {};
};
const anyProcessor = (_schema, _ctx, _json, _params) => {
    // empty schema accepts anything
};
const unknownProcessor = (_schema, _ctx, _json, _params) => {
    // empty schema accepts anything
};
const dateProcessor = (schema, ctx, json, params) => {
    handleUnrepresentable(schema, ctx, json, params, "Date cannot be represented in JSON Schema");
};
const enumProcessor = (schema, _ctx, json, _params) => {
    const def = schema._zod.def;
    const values = (0,core_util/* getEnumValues */.w5)(def.entries);
    // an empty enum accepts nothing, same as z.never()
    if (values.length === 0) {
        json.not = {};
        return;
    }
    // Number enums can have both string and number values
    if (values.every((v) => typeof v === "number"))
        json.type = "number";
    if (values.every((v) => typeof v === "string"))
        json.type = "string";
    json.enum = values;
};
const literalProcessor = (schema, ctx, json, params) => {
    const def = schema._zod.def;
    // a literal with no values accepts nothing, same as z.never()
    if (def.values.length === 0) {
        json.not = {};
        return;
    }
    const vals = [];
    for (const val of def.values) {
        if (val === undefined) {
            // a custom schema replaces the whole literal, so there is nothing left to accumulate
            if (handleUnrepresentable(schema, ctx, json, params, "Literal `undefined` cannot be represented in JSON Schema"))
                return;
            // otherwise do not add to vals
        }
        else if (typeof val === "bigint") {
            if (handleUnrepresentable(schema, ctx, json, params, "BigInt literals cannot be represented in JSON Schema"))
                return;
            vals.push(Number(val));
        }
        else {
            vals.push(val);
        }
    }
    if (vals.length === 0) {
        // do nothing (an undefined literal was stripped)
    }
    else if (vals.length === 1) {
        const val = vals[0];
        json.type = val === null ? "null" : typeof val;
        if (ctx.target === "draft-04" || ctx.target === "openapi-3.0") {
            json.enum = [val];
        }
        else {
            json.const = val;
        }
    }
    else {
        if (vals.every((v) => typeof v === "number"))
            json.type = "number";
        if (vals.every((v) => typeof v === "string"))
            json.type = "string";
        if (vals.every((v) => typeof v === "boolean"))
            json.type = "boolean";
        if (vals.every((v) => v === null))
            json.type = "null";
        json.enum = vals;
    }
};
const nanProcessor = (schema, ctx, json, params) => {
    handleUnrepresentable(schema, ctx, json, params, "NaN cannot be represented in JSON Schema");
};
const templateLiteralProcessor = (schema, _ctx, json, _params) => {
    const _json = json;
    const pattern = schema._zod.pattern;
    if (!pattern)
        throw new Error("Pattern not found in template literal");
    _json.type = "string";
    _json.pattern = pattern.source;
};
const fileProcessor = (schema, _ctx, json, _params) => {
    const _json = json;
    _json.type = "string";
    _json.format = "binary";
    _json.contentEncoding = "binary";
    const { minimum, maximum, mime } = aggregateChecks(schema);
    if (minimum !== undefined)
        _json.minLength = minimum;
    if (maximum !== undefined)
        _json.maxLength = maximum;
    if (!mime)
        return;
    // an empty intersection means the mime checks share no value, so nothing passes at runtime; `anyOf` must be non-empty, so the false schema is `not: {}`
    if (mime.length === 0)
        _json.not = {};
    else if (mime.length === 1)
        _json.contentMediaType = mime[0];
    // only contentMediaType differs, so the shared props stay at the root
    else
        _json.anyOf = mime.map((m) => ({ contentMediaType: m }));
};
const successProcessor = (_schema, _ctx, json, _params) => {
    json.type = "boolean";
};
const customProcessor = (schema, ctx, json, params) => {
    handleUnrepresentable(schema, ctx, json, params, "Custom types cannot be represented in JSON Schema");
};
const functionProcessor = (schema, ctx, json, params) => {
    handleUnrepresentable(schema, ctx, json, params, "Function types cannot be represented in JSON Schema");
};
const transformProcessor = (schema, ctx, json, params) => {
    handleUnrepresentable(schema, ctx, json, params, "Transforms cannot be represented in JSON Schema");
};
const mapProcessor = (schema, ctx, json, params) => {
    handleUnrepresentable(schema, ctx, json, params, "Map cannot be represented in JSON Schema");
};
const setProcessor = (schema, ctx, json, params) => {
    handleUnrepresentable(schema, ctx, json, params, "Set cannot be represented in JSON Schema");
};
// ==================== COMPOSITE TYPE PROCESSORS ====================
const arrayProcessor = (schema, ctx, _json, params) => {
    const json = _json;
    const def = schema._zod.def;
    const { minimum, maximum } = aggregateChecks(schema);
    if (typeof minimum === "number")
        json.minItems = minimum;
    if (typeof maximum === "number")
        json.maxItems = maximum;
    json.type = "array";
    json.items = to_json_schema_processSchema(def.element, ctx, {
        ...params,
        path: [...params.path, "items"],
    });
};
// Transform and catch set `optin = "optional"` at runtime so the parser lets them observe an
// absent key, but their declared input type stays required. An input JSON Schema describes the
// declared type, so resolve past them to the schema that actually carries the optionality.
// Used by both `objectProcessor` (for `required`) and `tupleProcessor` (for `minItems`); see
// wiki/optionality.md, "The JSON Schema emitter reads the *static* value".
function inputOptin(schema) {
    const def = schema._zod.def;
    if (def.type === "pipe" && def.in._zod.traits.has("$ZodTransform")) {
        return inputOptin(def.out);
    }
    if (def.type === "catch") {
        return inputOptin(def.innerType);
    }
    return schema._zod.optin;
}
const objectProcessor = (schema, ctx, _json, params) => {
    const json = _json;
    const def = schema._zod.def;
    const shape = def.shape;
    // dropping it while still emitting `additionalProperties: false` would emit a schema that rejects data this one requires
    const symbolKeys = Object.getOwnPropertySymbols(shape);
    if (symbolKeys.length &&
        handleUnrepresentable(schema, ctx, json, params, "Symbol keys cannot be represented in JSON Schema")) {
        return;
    }
    json.type = "object";
    json.properties = {};
    for (const key in shape) {
        // assignProp so a __proto__ key becomes an own property instead of hitting the inherited setter on the plain {} we build into
        (0,core_util/* assignProp */.Vy)(json.properties, key, to_json_schema_processSchema(shape[key], ctx, {
            ...params,
            path: [...params.path, "properties", key],
        }));
    }
    // required keys
    const requiredKeys = [];
    for (const key of Object.keys(shape)) {
        const field = def.shape[key];
        if (ctx.io === "input" ? inputOptin(field) === undefined : field._zod.optout === undefined) {
            requiredKeys.push(key);
        }
    }
    if (requiredKeys.length > 0) {
        json.required = requiredKeys;
    }
    // catchall
    if (def.catchall?._zod.def.type === "never") {
        // strict
        json.additionalProperties = false;
    }
    else if (!def.catchall) {
        // regular
        if (ctx.io === "output")
            json.additionalProperties = false;
    }
    else if (def.catchall) {
        json.additionalProperties = to_json_schema_processSchema(def.catchall, ctx, {
            ...params,
            path: [...params.path, "additionalProperties"],
        });
    }
};
const unionProcessor = (schema, ctx, json, params) => {
    const def = schema._zod.def;
    // Exclusive unions (inclusive === false) use oneOf (exactly one match) instead of anyOf (one or more matches). This includes both z.xor() and discriminated unions
    const isExclusive = def.inclusive === false;
    const options = def.options.map((x, i) => to_json_schema_processSchema(x, ctx, {
        ...params,
        path: [...params.path, isExclusive ? "oneOf" : "anyOf", i],
    }));
    if (isExclusive) {
        json.oneOf = options;
    }
    else {
        json.anyOf = options;
    }
};
const intersectionProcessor = (schema, ctx, json, params) => {
    const def = schema._zod.def;
    const a = to_json_schema_processSchema(def.left, ctx, {
        ...params,
        path: [...params.path, "allOf", 0],
    });
    const b = to_json_schema_processSchema(def.right, ctx, {
        ...params,
        path: [...params.path, "allOf", 1],
    });
    const isSimpleIntersection = (val) => "allOf" in val && Object.keys(val).length === 1;
    const allOf = [
        ...(isSimpleIntersection(a) ? a.allOf : [a]),
        ...(isSimpleIntersection(b) ? b.allOf : [b]),
    ];
    json.allOf = allOf;
    // Recorded innermost first, so a nested intersection has already folded by the time this one is considered. The array is the handle rather than the schema, because a wrapper that inherits this schema shares the same array; `finalize` folds every object holding it. See `foldIntersection`.
    ctx.intersections.push(allOf);
};
const tupleProcessor = (schema, ctx, _json, params) => {
    const json = _json;
    const def = schema._zod.def;
    json.type = "array";
    const prefixPath = ctx.target === "draft-2020-12" ? "prefixItems" : "items";
    const restPath = ctx.target === "draft-2020-12" ? "items" : ctx.target === "openapi-3.0" ? "items" : "additionalItems";
    const prefixItems = def.items.map((x, i) => to_json_schema_processSchema(x, ctx, {
        ...params,
        path: [...params.path, prefixPath, i],
    }));
    const rest = def.rest
        ? to_json_schema_processSchema(def.rest, ctx, {
            ...params,
            path: [...params.path, restPath, ...(ctx.target === "openapi-3.0" ? [def.items.length] : [])],
        })
        : null;
    let minItems = def.items.length;
    while (minItems > 0) {
        const item = def.items[minItems - 1];
        const optional = ctx.io === "input" ? inputOptin(item) !== undefined : item._zod.optout === "optional";
        if (!optional)
            break;
        minItems--;
    }
    const maxItems = def.items.length;
    const isClosed = !def.rest;
    if (ctx.target === "draft-2020-12") {
        json.prefixItems = prefixItems;
        if (isClosed) {
            json.items = false;
        }
        else if (rest) {
            json.items = rest;
        }
        if (minItems > 0)
            json.minItems = minItems;
        if (isClosed)
            json.maxItems = maxItems;
    }
    else if (ctx.target === "openapi-3.0") {
        json.items = {
            anyOf: prefixItems,
        };
        if (rest) {
            json.items.anyOf.push(rest);
        }
        if (minItems > 0)
            json.minItems = minItems;
        if (isClosed)
            json.maxItems = maxItems;
    }
    else {
        json.items = prefixItems;
        if (isClosed) {
            json.additionalItems = false;
        }
        else if (rest) {
            json.additionalItems = rest;
        }
        if (minItems > 0)
            json.minItems = minItems;
        if (isClosed)
            json.maxItems = maxItems;
    }
    // explicit user-defined length checks take precedence
    const { minimum, maximum } = aggregateChecks(schema);
    if (typeof minimum === "number")
        json.minItems = minimum;
    if (typeof maximum === "number")
        json.maxItems = maximum;
};
/** JSON object keys are always strings, so a numeric record key schema is re-expressed over the
 * numeric-string form the record parser matches. Deferred to `finalize`, after the flatten: a key
 * behind a wrapper only carries its own `type` before then, and a union key only has its branches.
 *
 * A numeric bound cannot apply to a property name, so `minimum` and its siblings are dropped rather
 * than carried over: keeping them beside `type: "string"` reproduces the match-nothing schema this
 * exists to fix. A key that carries one therefore emits wider than the record parses — `z.record(z.number().min(5), V)`
 * accepts `"3"` — which is the deliberate trade, since throwing on it would reject an ordinary schema
 * outright. */
function stringifyKeyNames(bySchema, json, visited) {
    // an extracted key that rewrites cannot go on sharing its definition — the string form a key position needs is not the number form every other reference wants — so it inlines. One that does not rewrite keeps the `$ref`.
    if (json.$ref) {
        // a recursive key holds its own reference inside its definition, so a node already on the path is left alone rather than resolved again
        if (visited.has(json))
            return json;
        visited.add(json);
        const def = bySchema.get(json)?.def;
        if (!def)
            return json;
        const inlined = stringifyKeyNames(bySchema, def, visited);
        return inlined === def ? json : inlined;
    }
    for (const keyword of ["anyOf", "oneOf"]) {
        const branches = json[keyword];
        if (!Array.isArray(branches))
            continue;
        const mapped = branches.map((branch) => stringifyKeyNames(bySchema, branch, visited));
        // rebuilding regardless would detach a key that had nothing to re-express, dropping its `$ref` and leaking the internal `id`
        if (mapped.some((branch, i) => branch !== branches[i]))
            json = { ...json, [keyword]: mapped };
    }
    // a member that already admits a string leaves the key unconstrained, so the node's own type re-expresses only when every member is numeric
    const types = Array.isArray(json.type) ? json.type : [json.type];
    const numericType = !types.includes("string") && types.some((t) => t === "number" || t === "integer");
    // a heterogeneous key carries no type at all, so its numeric members are caught here instead
    const values = json.enum ?? (json.const !== undefined ? [json.const] : undefined);
    if (!numericType && !values?.some((v) => typeof v === "number"))
        return json;
    const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, format, id, ...rest } = json;
    if (rest.enum)
        rest.enum = rest.enum.map((v) => (typeof v === "number" ? String(v) : v));
    else if (typeof rest.const === "number")
        rest.const = String(rest.const);
    // a heterogeneous key keeps its absent type: the stringified members already say what a key may be
    if (!numericType)
        return rest;
    rest.type = "string";
    if (!values)
        rest.pattern = (types.includes("number") ? number : integer).source;
    return rest;
}
/** Every record of one conversion, so the carriers are found in a single pass rather than once per record. */
const pendingRecords = new WeakMap();
function rewriteKeyNames(ctx) {
    // an extracted key is resolved by the object `extractToDef` left in its place, so the map is built once rather than searched per reference. `_zod.toJSONSchema` can hand the same object to two schemas, so the first entry carrying a body wins, as a search would have found it.
    const bySchema = new Map();
    for (const entry of ctx.seen.values()) {
        if (entry.def && !bySchema.has(entry.schema))
            bySchema.set(entry.schema, entry);
    }
    const rewrites = new Map();
    for (const record of pendingRecords.get(ctx) ?? []) {
        const seen = ctx.seen.get(record);
        const names = (seen?.def ?? seen?.schema)?.propertyNames;
        if (!names || names === true || rewrites.has(names))
            continue;
        const rewritten = stringifyKeyNames(bySchema, names, new Set());
        if (rewritten !== names)
            rewrites.set(names, rewritten);
    }
    if (!rewrites.size)
        return;
    // the flatten has already copied each record's own properties onto every wrapper by reference, and an extracted body is another such copy, so every carrier holding a rewritten key is updated together
    for (const entry of ctx.seen.values()) {
        for (const carrier of [entry.schema, entry.def]) {
            const rewritten = carrier && rewrites.get(carrier.propertyNames);
            if (rewritten)
                carrier.propertyNames = rewritten;
        }
    }
}
const recordProcessor = (schema, ctx, _json, params) => {
    const json = _json;
    const def = schema._zod.def;
    json.type = "object";
    // For looseRecord with regex patterns, use patternProperties. This correctly represents "only validate keys matching the pattern" semantics and composes well with allOf (intersections)
    const keyType = def.keyType;
    const patterns = aggregateChecks(keyType).patterns;
    if (def.mode === "loose" && patterns && patterns.size > 0) {
        // Use patternProperties for looseRecord with regex patterns
        const valueSchema = to_json_schema_processSchema(def.valueType, ctx, {
            ...params,
            path: [...params.path, "patternProperties", "*"],
        });
        json.patternProperties = {};
        for (const pattern of patterns) {
            (0,core_util/* assignProp */.Vy)(json.patternProperties, exactPattern(pattern).source, valueSchema);
        }
    }
    else {
        // Default behavior: use propertyNames + additionalProperties
        if (ctx.target === "draft-07" || ctx.target === "draft-2020-12") {
            json.propertyNames = to_json_schema_processSchema(def.keyType, ctx, {
                ...params,
                path: [...params.path, "propertyNames"],
            });
            let pending = pendingRecords.get(ctx);
            if (!pending) {
                pending = [];
                pendingRecords.set(ctx, pending);
                ctx.deferred.push(() => rewriteKeyNames(ctx));
            }
            pending.push(schema);
        }
        json.additionalProperties = to_json_schema_processSchema(def.valueType, ctx, {
            ...params,
            path: [...params.path, "additionalProperties"],
        });
    }
    // Add required for keys with discrete values (enum, literal, etc.)
    const keyValues = keyType._zod.values;
    // Every key shares one value schema, so an optional-in value makes the whole key set omittable on input. Output keeps them: the exhaustive branch assigns every key, even one whose value came back undefined.
    const omittableOnInput = ctx.io === "input" && inputOptin(def.valueType) !== undefined;
    if (keyValues && !def.partial && !omittableOnInput) {
        const validKeyValues = [...keyValues].filter((v) => typeof v === "string" || typeof v === "number");
        if (validKeyValues.length > 0) {
            json.required = validKeyValues.map(String);
        }
    }
};
const nullableProcessor = (schema, ctx, json, params) => {
    const def = schema._zod.def;
    const inner = to_json_schema_processSchema(def.innerType, ctx, params);
    const seen = ctx.seen.get(schema);
    if (ctx.target === "openapi-3.0") {
        seen.ref = def.innerType;
        json.nullable = true;
    }
    else {
        json.anyOf = [inner, { type: "null" }];
    }
};
const nonoptionalProcessor = (schema, ctx, _json, params) => {
    const def = schema._zod.def;
    to_json_schema_processSchema(def.innerType, ctx, params);
    const seen = ctx.seen.get(schema);
    seen.ref = def.innerType;
};
/** Round-trips a default value through JSON so the emitted schema is guaranteed to be valid JSON.
 * A BigInt has no reliable encoding, so it goes through `unrepresentable` like any other
 * unrepresentable value. Returns a sentinel when the caller must not write a default of its own. */
const UNREPRESENTABLE_DEFAULT = Symbol();
function serializeDefaultValue(value, schema, ctx, json, params) {
    let unrepresentable = false;
    const serialized = JSON.stringify(value, (_, val) => {
        if (typeof val !== "bigint")
            return val;
        unrepresentable = true;
        return null;
    });
    if (!unrepresentable)
        return JSON.parse(serialized);
    handleUnrepresentable(schema, ctx, json, params, "BigInt defaults cannot be represented in JSON Schema");
    return UNREPRESENTABLE_DEFAULT;
}
const defaultProcessor = (schema, ctx, json, params) => {
    const def = schema._zod.def;
    to_json_schema_processSchema(def.innerType, ctx, params);
    const seen = ctx.seen.get(schema);
    seen.ref = def.innerType;
    const value = serializeDefaultValue(def.defaultValue, schema, ctx, json, params);
    if (value !== UNREPRESENTABLE_DEFAULT)
        json.default = value;
};
const prefaultProcessor = (schema, ctx, json, params) => {
    const def = schema._zod.def;
    to_json_schema_processSchema(def.innerType, ctx, params);
    const seen = ctx.seen.get(schema);
    seen.ref = def.innerType;
    if (ctx.io !== "input")
        return;
    const value = serializeDefaultValue(def.defaultValue, schema, ctx, json, params);
    if (value !== UNREPRESENTABLE_DEFAULT)
        json._prefault = value;
};
const catchProcessor = (schema, ctx, json, params) => {
    const def = schema._zod.def;
    to_json_schema_processSchema(def.innerType, ctx, params);
    const seen = ctx.seen.get(schema);
    seen.ref = def.innerType;
    let catchValue;
    try {
        catchValue = def.catchValue(undefined);
    }
    catch {
        handleUnrepresentable(schema, ctx, json, params, "Dynamic catch values are not supported in JSON Schema");
        return;
    }
    json.default = catchValue;
};
const pipeProcessor = (schema, ctx, _json, params) => {
    const def = schema._zod.def;
    const inIsTransform = def.in._zod.traits.has("$ZodTransform");
    const innerType = ctx.io === "input" ? (inIsTransform ? def.out : def.in) : def.out;
    to_json_schema_processSchema(innerType, ctx, params);
    const seen = ctx.seen.get(schema);
    seen.ref = innerType;
};
const readonlyProcessor = (schema, ctx, json, params) => {
    const def = schema._zod.def;
    to_json_schema_processSchema(def.innerType, ctx, params);
    const seen = ctx.seen.get(schema);
    seen.ref = def.innerType;
    json.readOnly = true;
};
const promiseProcessor = (schema, ctx, _json, params) => {
    const def = schema._zod.def;
    to_json_schema_processSchema(def.innerType, ctx, params);
    const seen = ctx.seen.get(schema);
    seen.ref = def.innerType;
};
const optionalProcessor = (schema, ctx, _json, params) => {
    const def = schema._zod.def;
    to_json_schema_processSchema(def.innerType, ctx, params);
    const seen = ctx.seen.get(schema);
    seen.ref = def.innerType;
};
const lazyProcessor = (schema, ctx, _json, params) => {
    const innerType = schema._zod.innerType;
    to_json_schema_processSchema(innerType, ctx, params);
    const seen = ctx.seen.get(schema);
    seen.ref = innerType;
};
// ==================== ALL PROCESSORS ====================
const allProcessors = {
    string: stringProcessor,
    number: numberProcessor,
    boolean: booleanProcessor,
    bigint: bigintProcessor,
    symbol: symbolProcessor,
    null: nullProcessor,
    undefined: undefinedProcessor,
    void: voidProcessor,
    never: neverProcessor,
    any: anyProcessor,
    unknown: unknownProcessor,
    date: dateProcessor,
    enum: enumProcessor,
    literal: literalProcessor,
    nan: nanProcessor,
    template_literal: templateLiteralProcessor,
    file: fileProcessor,
    success: successProcessor,
    custom: customProcessor,
    function: functionProcessor,
    transform: transformProcessor,
    map: mapProcessor,
    set: setProcessor,
    array: arrayProcessor,
    object: objectProcessor,
    union: unionProcessor,
    intersection: intersectionProcessor,
    tuple: tupleProcessor,
    record: recordProcessor,
    nullable: nullableProcessor,
    nonoptional: nonoptionalProcessor,
    default: defaultProcessor,
    prefault: prefaultProcessor,
    catch: catchProcessor,
    pipe: pipeProcessor,
    readonly: readonlyProcessor,
    promise: promiseProcessor,
    optional: optionalProcessor,
    lazy: lazyProcessor,
};
function toJSONSchema(input, params) {
    if ("_idmap" in input) {
        // Registry case
        const registry = input;
        const ctx = initializeContext({ ...params, processors: allProcessors });
        const defs = {};
        // First pass: process all schemas to build the seen map
        for (const entry of registry._idmap.entries()) {
            const [_, schema] = entry;
            processSchema(schema, ctx);
        }
        const schemas = {};
        const external = {
            registry,
            uri: params?.uri,
            defs,
        };
        // Update the context with external configuration
        ctx.external = external;
        // Second pass: emit each schema
        for (const entry of registry._idmap.entries()) {
            const [key, schema] = entry;
            extractDefs(ctx, schema);
            assignProp(schemas, key, finalize(ctx, schema));
        }
        if (Object.keys(defs).length > 0) {
            const defsSegment = ctx.target === "draft-2020-12" ? "$defs" : "definitions";
            schemas.__shared = {
                [defsSegment]: defs,
            };
        }
        return { schemas };
    }
    // Single schema case
    const ctx = initializeContext({ ...params, processors: allProcessors });
    processSchema(input, ctx);
    extractDefs(ctx, input);
    return finalize(ctx, input);
}

;// CONCATENATED MODULE: ./node_modules/zod/v4/locales/en.js

const error = () => {
    const Sizable = {
        string: { unit: "characters", verb: "to have" },
        file: { unit: "bytes", verb: "to have" },
        array: { unit: "items", verb: "to have" },
        set: { unit: "items", verb: "to have" },
        map: { unit: "entries", verb: "to have" },
    };
    function getSizing(origin) {
        return Sizable[origin] ?? null;
    }
    const FormatDictionary = {
        regex: "input",
        email: "email address",
        url: "URL",
        emoji: "emoji",
        uuid: "UUID",
        uuidv4: "UUIDv4",
        uuidv6: "UUIDv6",
        nanoid: "nanoid",
        guid: "GUID",
        cuid: "cuid",
        cuid2: "cuid2",
        ulid: "ULID",
        xid: "XID",
        ksuid: "KSUID",
        datetime: "ISO datetime",
        date: "ISO date",
        time: "ISO time",
        duration: "ISO duration",
        ipv4: "IPv4 address",
        ipv6: "IPv6 address",
        mac: "MAC address",
        cidrv4: "IPv4 range",
        cidrv6: "IPv6 range",
        base64: "base64-encoded string",
        base64url: "base64url-encoded string",
        json_string: "JSON string",
        e164: "E.164 number",
        currency_code: "currency code",
        credit_card: "credit card number",
        iban: "IBAN",
        jwt: "JWT",
        template_literal: "input",
    };
    // type names: missing keys = do not translate (use raw value via ?? fallback)
    const TypeDictionary = {
        // Compatibility: "nan" -> "NaN" for display
        nan: "NaN",
        // All other type names omitted - they fall back to raw values via ?? operator
    };
    function getTypeName(type, input) {
        if (type === "number" && typeof input === "number" && !Number.isFinite(input)) {
            return String(input);
        }
        return TypeDictionary[type] ?? type;
    }
    return (issue) => {
        switch (issue.code) {
            case "invalid_type": {
                const expected = getTypeName(issue.expected);
                const receivedType = core_util/* parsedType */.GW(issue.input);
                const received = getTypeName(receivedType, issue.input);
                return `Invalid input: expected ${expected}, received ${received}`;
            }
            case "invalid_value":
                if (issue.values.length === 1)
                    return `Invalid input: expected ${core_util/* stringifyPrimitive */.B7(issue.values[0])}`;
                return `Invalid option: expected one of ${core_util/* joinValues */.jw(issue.values, "|")}`;
            case "too_big": {
                const adj = issue.exact ? "exactly " : issue.inclusive ? "<=" : "<";
                const sizing = getSizing(issue.origin);
                if (sizing)
                    return `Too big: expected ${issue.origin ?? "value"} to have ${adj}${issue.maximum.toString()} ${sizing.unit ?? "elements"}`;
                return `Too big: expected ${issue.origin ?? "value"} to be ${adj}${issue.maximum.toString()}`;
            }
            case "too_small": {
                const adj = issue.exact ? "exactly " : issue.inclusive ? ">=" : ">";
                const sizing = getSizing(issue.origin);
                if (sizing) {
                    return `Too small: expected ${issue.origin} to have ${adj}${issue.minimum.toString()} ${sizing.unit}`;
                }
                return `Too small: expected ${issue.origin} to be ${adj}${issue.minimum.toString()}`;
            }
            case "invalid_format": {
                const _issue = issue;
                if (_issue.format === "starts_with") {
                    return `Invalid string: must start with "${_issue.prefix}"`;
                }
                if (_issue.format === "ends_with")
                    return `Invalid string: must end with "${_issue.suffix}"`;
                if (_issue.format === "includes")
                    return `Invalid string: must include "${_issue.includes}"`;
                if (_issue.format === "regex")
                    return `Invalid string: must match pattern ${_issue.pattern}`;
                return `Invalid ${FormatDictionary[_issue.format] ?? issue.format}`;
            }
            case "not_multiple_of":
                return `Invalid number: must be a multiple of ${issue.divisor}`;
            case "unrecognized_keys":
                return `Unrecognized key${issue.keys.length > 1 ? "s" : ""}: ${core_util/* joinValues */.jw(issue.keys, ", ")}`;
            case "invalid_key":
                return `Invalid key in ${issue.origin}`;
            case "invalid_union":
                if (issue.options && Array.isArray(issue.options) && issue.options.length > 0) {
                    const opts = issue.options.map((o) => `'${o}'`).join(" | ");
                    return `Invalid discriminator value. Expected ${opts}`;
                }
                if (issue.inclusive === false) {
                    return "Invalid input: more than one option matched";
                }
                return "Invalid input";
            case "invalid_element":
                return `Invalid value in ${issue.origin}`;
            default:
                return `Invalid input`;
        }
    };
};
/* harmony default export */ function en() {
    return {
        localeError: error(),
    };
}

// EXTERNAL MODULE: ./node_modules/zod/v4/core/errors.js
var errors = __nccwpck_require__(7428);
;// CONCATENATED MODULE: ./node_modules/zod/v4/core/parse.js



// Always both keys, so the `_params` read site in `_parse` sees one object shape rather than two.
function finalizeParams(callee, params) {
    return { callee: params?.callee ?? callee, Err: params?.Err };
}
const _parse = (_Err) => {
    const fn = (schema, value, _ctx, _params) => {
        const ctx = _ctx ? { ..._ctx, async: false } : { async: false };
        const result = schema._zod.run({ value, issues: [] }, ctx);
        if (result instanceof Promise) {
            throw new core_core/* $ZodAsyncError */.GT();
        }
        if (result.issues.length) {
            const e = new (_params?.Err ?? _Err)(result.issues.map((iss) => core_util/* finalizeIssue */.iR(iss, ctx, core_core/* config */.$W())));
            core_util/* captureStackTrace */.gx(e, _params?.callee ?? fn);
            throw e;
        }
        return result.value;
    };
    return fn;
};
const parse_parse = /* @__PURE__*/ _parse(errors/* $ZodRealError */.Kd);
const _parseAsync = (_Err) => {
    const fn = async (schema, value, _ctx, params) => {
        const ctx = _ctx ? { ..._ctx, async: true } : { async: true };
        let result = schema._zod.run({ value, issues: [] }, ctx);
        if (result instanceof Promise)
            result = await result;
        if (result.issues.length) {
            const e = new (params?.Err ?? _Err)(result.issues.map((iss) => core_util/* finalizeIssue */.iR(iss, ctx, core_core/* config */.$W())));
            core_util/* captureStackTrace */.gx(e, params?.callee ?? fn);
            throw e;
        }
        return result.value;
    };
    return fn;
};
const parse_parseAsync = /* @__PURE__*/ _parseAsync(errors/* $ZodRealError */.Kd);
const _safeParse = (_Err) => (schema, value, _ctx) => {
    const ctx = _ctx ? { ..._ctx, async: false } : { async: false };
    const result = schema._zod.run({ value, issues: [] }, ctx);
    if (result instanceof Promise) {
        throw new core_core/* $ZodAsyncError */.GT();
    }
    return result.issues.length ? failure(_Err, result.issues, ctx) : { success: true, data: result.value };
};
const safeParse = /* @__PURE__*/ _safeParse(errors/* $ZodRealError */.Kd);
// the error is built on the first read of `error`: finalizing the issues and constructing the instance is most of a failing parse, and a caller that only branches on `success` never pays it. a getter in the literal keeps this small; the alternative, one shared accessor descriptor plus a hidden state slot, reads ~15% faster but costs ~75 B gzipped in every bundle
function failure(Err, issues, ctx) {
    let error;
    return {
        success: false,
        get error() {
            if (!error) {
                error = new Err(issues.map((iss) => core_util/* finalizeIssue */.iR(iss, ctx, core_core/* config */.$W())));
                // finalizeIssue drops `input`, so the built error holds nothing; keeping the raw issues past this point pins the parsed value for the life of the result
                issues = undefined;
                ctx = undefined;
            }
            return error;
        },
        set error(e) {
            error = e;
            // a replacement makes the getter's branch unreachable, so the captures have to go here too
            issues = undefined;
            ctx = undefined;
        },
    };
}
const _safeParseAsync = (_Err) => async (schema, value, _ctx) => {
    const ctx = _ctx ? { ..._ctx, async: true } : { async: true };
    let result = schema._zod.run({ value, issues: [] }, ctx);
    if (result instanceof Promise)
        result = await result;
    return result.issues.length ? failure(_Err, result.issues, ctx) : { success: true, data: result.value };
};
const safeParseAsync = /* @__PURE__*/ _safeParseAsync(errors/* $ZodRealError */.Kd);
// registry mirrors of the compiler's sentinels, so this module never imports the compiler
const COMPILE_INVALID = /* @__PURE__ */ Symbol.for("zod.compile.invalid");
const COMPILE_FALLBACK = /* @__PURE__ */ Symbol.for("zod.compile.fallback");
// Deliberately tiny, because v8 will not inline a body carrying the fallback's object literals and throw. Everything that is not the compiled happy path lives in validateFallback, and that split is worth ~35% on a compiled schema.
const validate = ((schema, value, _ctx) => {
    const validator = schema._zod.bag.validator;
    if (validator !== undefined) {
        if (validator(value) !== COMPILE_INVALID)
            return true;
        // a definite sentinel means the runtime would reject, so skip the re-parse; a ctx can still change the answer
        if (validator.definite === true && _ctx === undefined)
            return false;
    }
    return validateFallback(schema, value, _ctx);
});
function validateFallback(schema, value, _ctx) {
    const ctx = _ctx
        ? { ..._ctx, async: false, abortEarly: true }
        : { async: false, abortEarly: true };
    const fallbackRun = schema._zod.bag.fallbackRun;
    let result;
    if (fallbackRun) {
        // skip nested fast paths on the fallback, so user callbacks keep the at-most-twice bound
        ctx[COMPILE_FALLBACK] = true;
        result = fallbackRun({ value, issues: [] }, ctx);
    }
    else {
        result = schema._zod.run({ value, issues: [] }, ctx);
    }
    if (result instanceof Promise) {
        throw new core_core/* $ZodAsyncError */.GT();
    }
    return result.issues.length === 0;
}
// no fast path: the compiler keeps async parses on the runtime, because a promise-returning callback that is not declared async compiles to a throw
const parse_validateAsync = async (schema, value, _ctx) => {
    const ctx = _ctx
        ? { ..._ctx, async: true, abortEarly: true }
        : { async: true, abortEarly: true };
    let result = schema._zod.run({ value, issues: [] }, ctx);
    if (result instanceof Promise)
        result = await result;
    return result.issues.length === 0;
};
const _encode = (_Err) => {
    const parse = _parse(_Err);
    const fn = (schema, value, _ctx, _params) => {
        const ctx = _ctx ? { ..._ctx, direction: "backward" } : { direction: "backward" };
        return parse(schema, value, ctx, finalizeParams(fn, _params));
    };
    return fn;
};
const encode = /* @__PURE__*/ _encode(errors/* $ZodRealError */.Kd);
const _decode = (_Err) => {
    const parse = _parse(_Err);
    const fn = (schema, value, _ctx, _params) => {
        return parse(schema, value, _ctx, finalizeParams(fn, _params));
    };
    return fn;
};
const decode = /* @__PURE__*/ _decode(errors/* $ZodRealError */.Kd);
const _encodeAsync = (_Err) => {
    const parseAsync = _parseAsync(_Err);
    const fn = async (schema, value, _ctx, _params) => {
        const ctx = _ctx ? { ..._ctx, direction: "backward" } : { direction: "backward" };
        return (await parseAsync(schema, value, ctx, finalizeParams(fn, _params)));
    };
    return fn;
};
const encodeAsync = /* @__PURE__*/ _encodeAsync(errors/* $ZodRealError */.Kd);
const _decodeAsync = (_Err) => {
    const parseAsync = _parseAsync(_Err);
    const fn = async (schema, value, _ctx, _params) => {
        return await parseAsync(schema, value, _ctx, finalizeParams(fn, _params));
    };
    return fn;
};
const decodeAsync = /* @__PURE__*/ _decodeAsync(errors/* $ZodRealError */.Kd);
const _safeEncode = (_Err) => (schema, value, _ctx) => {
    const ctx = _ctx ? { ..._ctx, direction: "backward" } : { direction: "backward" };
    return _safeParse(_Err)(schema, value, ctx);
};
const safeEncode = /* @__PURE__*/ _safeEncode(errors/* $ZodRealError */.Kd);
const _safeDecode = (_Err) => (schema, value, _ctx) => {
    return _safeParse(_Err)(schema, value, _ctx);
};
const safeDecode = /* @__PURE__*/ _safeDecode(errors/* $ZodRealError */.Kd);
const _safeEncodeAsync = (_Err) => async (schema, value, _ctx) => {
    const ctx = _ctx ? { ..._ctx, direction: "backward" } : { direction: "backward" };
    return _safeParseAsync(_Err)(schema, value, ctx);
};
const safeEncodeAsync = /* @__PURE__*/ _safeEncodeAsync(errors/* $ZodRealError */.Kd);
const _safeDecodeAsync = (_Err) => async (schema, value, _ctx) => {
    return _safeParseAsync(_Err)(schema, value, _ctx);
};
const safeDecodeAsync = /* @__PURE__*/ _safeDecodeAsync(errors/* $ZodRealError */.Kd);

;// CONCATENATED MODULE: ./node_modules/zod/v4/classic/errors.js



/* Prototypes that already carry the lazy helper methods. Seeded with the
 * intrinsics so that `init` on a foreign object — it accepts any object —
 * can never install an accessor onto a prototype we do not own. */
const _installedErrorProtos = /* @__PURE__ */ new WeakSet([Object.prototype, Error.prototype]);
/* Helper methods live as non-enumerable lazy getters on the shared
 * prototype instead of own properties on every instance. On first
 * access the getter allocates the per-instance closure and caches it
 * as a non-enumerable own property, so detached usage still works and
 * the allocation only happens for methods actually touched. */
function _lazyMethod(proto, key, make) {
    Object.defineProperty(proto, key, {
        configurable: true,
        enumerable: false,
        get() {
            const value = make(this);
            Object.defineProperty(this, key, { value, configurable: true, writable: true });
            return value;
        },
        set(value) {
            Object.defineProperty(this, key, { value, configurable: true, writable: true });
        },
    });
}
const initializer = (inst, issues) => {
    errors/* $ZodError */.a$.init(inst, issues);
    inst.name = "ZodError";
    const proto = Object.getPrototypeOf(inst);
    if (_installedErrorProtos.has(proto))
        return;
    _installedErrorProtos.add(proto);
    _lazyMethod(proto, "format", (self) => (mapper) => errors/* formatError */.Wk(self, mapper));
    _lazyMethod(proto, "flatten", (self) => (mapper) => errors/* flattenError */.JM(self, mapper));
    _lazyMethod(proto, "addIssue", (self) => (issue) => {
        self.issues.push(issue);
        self.message = JSON.stringify(self.issues, core_util/* jsonStringifyReplacer */.k8, 2);
    });
    _lazyMethod(proto, "addIssues", (self) => (issues) => {
        self.issues.push(...issues);
        self.message = JSON.stringify(self.issues, core_util/* jsonStringifyReplacer */.k8, 2);
    });
    Object.defineProperty(proto, "isEmpty", {
        configurable: true,
        enumerable: false,
        get() {
            return this.issues.length === 0;
        },
    });
};
const ZodError = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodError", initializer)));
const ZodRealError = /*@__PURE__*/ core_core/* $constructor */.xI("ZodError", initializer, undefined, {
    Parent: Error,
});
// /** @deprecated Use `z.core.$ZodErrorMapCtx` instead. */
// export type ErrorMapCtx = core.$ZodErrorMapCtx;

;// CONCATENATED MODULE: ./node_modules/zod/v4/classic/parse.js


const classic_parse_parse = /* @__PURE__ */ _parse(ZodRealError);
const classic_parse_parseAsync = /* @__PURE__ */ _parseAsync(ZodRealError);
const parse_safeParse = /* @__PURE__ */ _safeParse(ZodRealError);
const parse_safeParseAsync = /* @__PURE__ */ _safeParseAsync(ZodRealError);

// Codec functions
const parse_encode = /* @__PURE__ */ _encode(ZodRealError);
const parse_decode = /* @__PURE__ */ _decode(ZodRealError);
const parse_encodeAsync = /* @__PURE__ */ _encodeAsync(ZodRealError);
const parse_decodeAsync = /* @__PURE__ */ _decodeAsync(ZodRealError);
const parse_safeEncode = /* @__PURE__ */ _safeEncode(ZodRealError);
const parse_safeDecode = /* @__PURE__ */ _safeDecode(ZodRealError);
const parse_safeEncodeAsync = /* @__PURE__ */ _safeEncodeAsync(ZodRealError);
const parse_safeDecodeAsync = /* @__PURE__ */ _safeDecodeAsync(ZodRealError);

;// CONCATENATED MODULE: ./node_modules/zod/v4/classic/schemas.js








// Register English as the default locale on first ZodType construction. Hooked into the `ZodType` `$constructor` (rather than a top-level `config(en())` in `external.ts`) so bundlers honoring `sideEffects: false` can't tree-shake it out — see #5953, #5725. An explicit `z.config(z.locales.xx())` call wins regardless of order, since this only sets the default when none is present.
function _ensureDefaultLocale() {
    if (!core_core/* globalConfig */.cr.localeError)
        core_core/* config */.$W(en());
}
// the default memoizer is read by the core container init, which runs before `ZodType.init`, so each container calls this first
function _ensureDefaultMemoizer() {
    if (!core_core/* globalConfig */.cr.memoizer)
        core_core/* config */.$W({ memoizer: memoizer() });
}
const ZodType = /*@__PURE__*/ core_core/* $constructor */.xI("ZodType", (inst, def) => {
    _ensureDefaultLocale();
    $ZodType.init(inst, def);
    inst.def = def;
    inst.type = def.type;
    return inst;
}, {
    check(...chks) {
        const def = this.def;
        return this.clone(core_util/* mergeDefs */.zM(def, {
            checks: [
                ...(def.checks ?? []),
                ...chks.map((ch) => typeof ch === "function" ? { _zod: { check: ch, def: { check: "custom" }, onattach: [] } } : ch),
            ],
        }), { parent: true });
    },
    with(...chks) {
        return this.check(...chks);
    },
    clone(def, params) {
        return core_util/* clone */.o8(this, def, params);
    },
    brand() {
        return this;
    },
    register(reg, meta) {
        reg.add(this, meta);
        return this;
    },
    refine(check, params) {
        return this.check(refine(check, params));
    },
    superRefine(refinement, params) {
        return this.check(superRefine(refinement, params));
    },
    overwrite(fn) {
        return this.check(_overwrite(fn));
    },
    optional() {
        return optional(this);
    },
    exactOptional() {
        return exactOptional(this);
    },
    nullable() {
        return nullable(this);
    },
    nullish() {
        return optional(nullable(this));
    },
    nonoptional(params) {
        return nonoptional(this, params);
    },
    array() {
        return array(this);
    },
    or(arg) {
        return union([this, arg]);
    },
    and(arg) {
        return intersection(this, arg);
    },
    transform(tx) {
        return pipe(this, transform(tx));
    },
    default(d) {
        return schemas_default(this, d);
    },
    prefault(d) {
        return prefault(this, d);
    },
    catch(params) {
        return schemas_catch(this, params);
    },
    pipe(target) {
        return pipe(this, target);
    },
    readonly() {
        return readonly(this);
    },
    describe(description) {
        const cl = this.clone();
        globalRegistry.add(cl, { description });
        return cl;
    },
    meta(...args) {
        // overloaded: meta() returns the registered metadata, meta(data) returns a clone with `data` registered. The mapped type picks up the second overload, so we accept variadic any-args and return `any` to satisfy both at runtime.
        if (args.length === 0)
            return globalRegistry.get(this);
        const cl = this.clone();
        globalRegistry.add(cl, args[0]);
        return cl;
    },
    isOptional() {
        return this.safeParse(undefined).success;
    },
    isNullable() {
        return this.safeParse(null).success;
    },
    apply(fn, ...args) {
        return args.length === 0 ? fn(this) : fn(this, ...args);
    },
    // Overrides core's `~standard` to add `jsonSchema`. Must stay a prototype entry: redefining it per instance demotes instances to dictionary mode.
    get "~standard"() {
        return core_util/* hide */.jD(this, "~standard", {
            ...standardProps(this),
            jsonSchema: {
                input: createStandardJSONSchemaMethod(this, "input"),
                output: createStandardJSONSchemaMethod(this, "output"),
            },
        });
    },
    set "~standard"(value) {
        core_util/* own */.qh(this, "~standard", value);
    },
    parse: function _parse(data, params) {
        return classic_parse_parse(this, data, params, { callee: _parse });
    },
    parseAsync: async function _parseAsync(data, params) {
        return await classic_parse_parseAsync(this, data, params, { callee: _parseAsync });
    },
    safeParse(data, params) {
        return parse_safeParse(this, data, params);
    },
    async safeParseAsync(data, params) {
        return parse_safeParseAsync(this, data, params);
    },
    // `spa` is an alias: same function object as `safeParseAsync`, as before.
    get spa() {
        return this?.safeParseAsync;
    },
    set spa(value) {
        core_util/* own */.qh(this, "spa", value);
    },
    validate(data, params) {
        return validate(this, data, params);
    },
    validateAsync(data, params) {
        return parse_validateAsync(this, data, params);
    },
    encode: function _encode(data, params) {
        return parse_encode(this, data, params, { callee: _encode });
    },
    decode: function _decode(data, params) {
        return parse_decode(this, data, params, { callee: _decode });
    },
    encodeAsync: async function _encodeAsync(data, params) {
        return await parse_encodeAsync(this, data, params, { callee: _encodeAsync });
    },
    decodeAsync: async function _decodeAsync(data, params) {
        return await parse_decodeAsync(this, data, params, { callee: _decodeAsync });
    },
    safeEncode(data, params) {
        return parse_safeEncode(this, data, params);
    },
    safeDecode(data, params) {
        return parse_safeDecode(this, data, params);
    },
    async safeEncodeAsync(data, params) {
        return parse_safeEncodeAsync(this, data, params);
    },
    async safeDecodeAsync(data, params) {
        return parse_safeDecodeAsync(this, data, params);
    },
    toJSONSchema(params) {
        return createToJSONSchemaMethod(this, {})(params);
    },
    // Reads through to the registry on every access, so it must not cache.
    get description() {
        return globalRegistry.get(this)?.description;
    },
    // No setter: `schema._def = x` throws, as it did when `_def` was a non-writable own property.
    get _def() {
        return this._zod.def;
    },
});
/** @internal */
const _ZodString = /*@__PURE__*/ core_core/* $constructor */.xI("_ZodString", (inst, def) => {
    $ZodString.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => stringProcessor(inst, ctx, json, params);
}, 
/*@__PURE__*/ core_util/* derived */.un({
    format: (inst) => aggregateChecks(inst).format ?? null,
    minLength: (inst) => aggregateChecks(inst).minimum ?? null,
    maxLength: (inst) => aggregateChecks(inst).maximum ?? null,
}, {
    regex(...args) {
        return this.check(_regex(...args));
    },
    includes(...args) {
        return this.check(_includes(...args));
    },
    startsWith(...args) {
        return this.check(_startsWith(...args));
    },
    endsWith(...args) {
        return this.check(_endsWith(...args));
    },
    min(...args) {
        return this.check(_minLength(...args));
    },
    max(...args) {
        return this.check(_maxLength(...args));
    },
    length(...args) {
        return this.check(_length(...args));
    },
    nonempty(...args) {
        return this.check(_minLength(1, ...args));
    },
    lowercase(params) {
        return this.check(_lowercase(params));
    },
    uppercase(params) {
        return this.check(_uppercase(params));
    },
    trim() {
        return this.check(_trim());
    },
    normalize(...args) {
        return this.check(_normalize(...args));
    },
    toLowerCase() {
        return this.check(_toLowerCase());
    },
    toUpperCase() {
        return this.check(_toUpperCase());
    },
    slugify() {
        return this.check(_slugify());
    },
}));
const ZodString = /*@__PURE__*/ core_core/* $constructor */.xI("ZodString", (inst, def) => {
    $ZodString.init(inst, def);
    _ZodString.init(inst, def);
}, {
    email(params) {
        return this.check(_email(ZodEmail, params));
    },
    url(params) {
        return this.check(_url(ZodURL, params));
    },
    jwt(params) {
        return this.check(_jwt(ZodJWT, params));
    },
    emoji(params) {
        return this.check(api_emoji(ZodEmoji, params));
    },
    guid(params) {
        return this.check(_guid(ZodGUID, params));
    },
    uuid(params) {
        return this.check(_uuid(ZodUUID, params));
    },
    uuidv4(params) {
        return this.check(_uuidv4(ZodUUID, params));
    },
    uuidv6(params) {
        return this.check(_uuidv6(ZodUUID, params));
    },
    uuidv7(params) {
        return this.check(_uuidv7(ZodUUID, params));
    },
    nanoid(params) {
        return this.check(_nanoid(ZodNanoID, params));
    },
    cuid(params) {
        return this.check(_cuid(ZodCUID, params));
    },
    cuid2(params) {
        return this.check(_cuid2(ZodCUID2, params));
    },
    ulid(params) {
        return this.check(_ulid(ZodULID, params));
    },
    base64(params) {
        return this.check(_base64(ZodBase64, params));
    },
    base64url(params) {
        return this.check(_base64url(ZodBase64URL, params));
    },
    xid(params) {
        return this.check(_xid(ZodXID, params));
    },
    ksuid(params) {
        return this.check(_ksuid(ZodKSUID, params));
    },
    ipv4(params) {
        return this.check(_ipv4(ZodIPv4, params));
    },
    ipv6(params) {
        return this.check(_ipv6(ZodIPv6, params));
    },
    cidrv4(params) {
        return this.check(_cidrv4(ZodCIDRv4, params));
    },
    cidrv6(params) {
        return this.check(_cidrv6(ZodCIDRv6, params));
    },
    e164(params) {
        return this.check(_e164(ZodE164, params));
    },
    datetime(params) {
        return this.check(_isoDateTime(ZodISODateTime, params));
    },
    date(params) {
        return this.check(_isoDate(ZodISODate, params));
    },
    time(params) {
        return this.check(_isoTime(ZodISOTime, params));
    },
    duration(params) {
        return this.check(_isoDuration(ZodISODuration, params));
    },
});
function schemas_string(params) {
    return _string(ZodString, params);
}
const ZodStringFormat = /*@__PURE__*/ core_core/* $constructor */.xI("ZodStringFormat", (inst, def) => {
    $ZodStringFormat.init(inst, def);
    _ZodString.init(inst, def);
});
const ZodISODateTime = /*@__PURE__*/ core_core/* $constructor */.xI("ZodISODateTime", (inst, def) => {
    $ZodISODateTime.init(inst, def);
    ZodStringFormat.init(inst, def);
});
const ZodISODate = /*@__PURE__*/ core_core/* $constructor */.xI("ZodISODate", (inst, def) => {
    $ZodISODate.init(inst, def);
    ZodStringFormat.init(inst, def);
});
const ZodISOTime = /*@__PURE__*/ core_core/* $constructor */.xI("ZodISOTime", (inst, def) => {
    $ZodISOTime.init(inst, def);
    ZodStringFormat.init(inst, def);
});
const ZodISODuration = /*@__PURE__*/ core_core/* $constructor */.xI("ZodISODuration", (inst, def) => {
    $ZodISODuration.init(inst, def);
    ZodStringFormat.init(inst, def);
});
const ZodEmail = /*@__PURE__*/ core_core/* $constructor */.xI("ZodEmail", (inst, def) => {
    // ZodStringFormat.init(inst, def);
    $ZodEmail.init(inst, def);
    ZodStringFormat.init(inst, def);
});
function schemas_email(params) {
    return core._email(ZodEmail, params);
}
const ZodGUID = /*@__PURE__*/ core_core/* $constructor */.xI("ZodGUID", (inst, def) => {
    // ZodStringFormat.init(inst, def);
    $ZodGUID.init(inst, def);
    ZodStringFormat.init(inst, def);
});
function schemas_guid(params) {
    return core._guid(ZodGUID, params);
}
const ZodUUID = /*@__PURE__*/ core_core/* $constructor */.xI("ZodUUID", (inst, def) => {
    // ZodStringFormat.init(inst, def);
    $ZodUUID.init(inst, def);
    ZodStringFormat.init(inst, def);
});
function schemas_uuid(params) {
    return core._uuid(ZodUUID, params);
}
function uuidv4(params) {
    return core._uuidv4(ZodUUID, params);
}
// ZodUUIDv6
function uuidv6(params) {
    return core._uuidv6(ZodUUID, params);
}
// ZodUUIDv7
function uuidv7(params) {
    return core._uuidv7(ZodUUID, params);
}
const ZodURL = /*@__PURE__*/ core_core/* $constructor */.xI("ZodURL", (inst, def) => {
    // ZodStringFormat.init(inst, def);
    $ZodURL.init(inst, def);
    ZodStringFormat.init(inst, def);
});
function url(params) {
    return core._url(ZodURL, params);
}
function httpUrl(params) {
    return core._url(ZodURL, {
        protocol: regexes.httpProtocol,
        hostname: regexes.domain,
        ...util.normalizeParams(params),
    });
}
const ZodEmoji = /*@__PURE__*/ core_core/* $constructor */.xI("ZodEmoji", (inst, def) => {
    // ZodStringFormat.init(inst, def);
    $ZodEmoji.init(inst, def);
    ZodStringFormat.init(inst, def);
});
function schemas_emoji(params) {
    return core._emoji(ZodEmoji, params);
}
const ZodNanoID = /*@__PURE__*/ core_core/* $constructor */.xI("ZodNanoID", (inst, def) => {
    // ZodStringFormat.init(inst, def);
    $ZodNanoID.init(inst, def);
    ZodStringFormat.init(inst, def);
});
function schemas_nanoid(params) {
    return core._nanoid(ZodNanoID, params);
}
/**
 * @deprecated CUID v1 is deprecated by its authors due to information leakage
 * (timestamps embedded in the id). Use {@link ZodCUID2} instead.
 * See https://github.com/paralleldrive/cuid.
 */
const ZodCUID = /*@__PURE__*/ core_core/* $constructor */.xI("ZodCUID", (inst, def) => {
    // ZodStringFormat.init(inst, def);
    $ZodCUID.init(inst, def);
    ZodStringFormat.init(inst, def);
});
/**
 * Validates a CUID v1 string.
 *
 * @deprecated CUID v1 is deprecated by its authors due to information leakage
 * (timestamps embedded in the id). Use {@link cuid2 | `z.cuid2()`} instead.
 * See https://github.com/paralleldrive/cuid.
 */
function schemas_cuid(params) {
    return core._cuid(ZodCUID, params);
}
const ZodCUID2 = /*@__PURE__*/ core_core/* $constructor */.xI("ZodCUID2", (inst, def) => {
    // ZodStringFormat.init(inst, def);
    $ZodCUID2.init(inst, def);
    ZodStringFormat.init(inst, def);
});
function schemas_cuid2(params) {
    return core._cuid2(ZodCUID2, params);
}
const ZodULID = /*@__PURE__*/ core_core/* $constructor */.xI("ZodULID", (inst, def) => {
    // ZodStringFormat.init(inst, def);
    $ZodULID.init(inst, def);
    ZodStringFormat.init(inst, def);
});
function schemas_ulid(params) {
    return core._ulid(ZodULID, params);
}
const ZodXID = /*@__PURE__*/ core_core/* $constructor */.xI("ZodXID", (inst, def) => {
    // ZodStringFormat.init(inst, def);
    $ZodXID.init(inst, def);
    ZodStringFormat.init(inst, def);
});
function schemas_xid(params) {
    return core._xid(ZodXID, params);
}
const ZodKSUID = /*@__PURE__*/ core_core/* $constructor */.xI("ZodKSUID", (inst, def) => {
    // ZodStringFormat.init(inst, def);
    $ZodKSUID.init(inst, def);
    ZodStringFormat.init(inst, def);
});
function schemas_ksuid(params) {
    return core._ksuid(ZodKSUID, params);
}
const ZodIPv4 = /*@__PURE__*/ core_core/* $constructor */.xI("ZodIPv4", (inst, def) => {
    // ZodStringFormat.init(inst, def);
    $ZodIPv4.init(inst, def);
    ZodStringFormat.init(inst, def);
});
function schemas_ipv4(params) {
    return core._ipv4(ZodIPv4, params);
}
const ZodMAC = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMAC", (inst, def) => {
    // ZodStringFormat.init(inst, def);
    core.$ZodMAC.init(inst, def);
    ZodStringFormat.init(inst, def);
})));
function schemas_mac(params) {
    return core._mac(ZodMAC, params);
}
const ZodIPv6 = /*@__PURE__*/ core_core/* $constructor */.xI("ZodIPv6", (inst, def) => {
    // ZodStringFormat.init(inst, def);
    $ZodIPv6.init(inst, def);
    ZodStringFormat.init(inst, def);
});
function schemas_ipv6(params) {
    return core._ipv6(ZodIPv6, params);
}
const ZodCIDRv4 = /*@__PURE__*/ core_core/* $constructor */.xI("ZodCIDRv4", (inst, def) => {
    $ZodCIDRv4.init(inst, def);
    ZodStringFormat.init(inst, def);
});
function schemas_cidrv4(params) {
    return core._cidrv4(ZodCIDRv4, params);
}
const ZodCIDRv6 = /*@__PURE__*/ core_core/* $constructor */.xI("ZodCIDRv6", (inst, def) => {
    $ZodCIDRv6.init(inst, def);
    ZodStringFormat.init(inst, def);
});
function schemas_cidrv6(params) {
    return core._cidrv6(ZodCIDRv6, params);
}
const ZodBase64 = /*@__PURE__*/ core_core/* $constructor */.xI("ZodBase64", (inst, def) => {
    // ZodStringFormat.init(inst, def);
    $ZodBase64.init(inst, def);
    ZodStringFormat.init(inst, def);
});
function schemas_base64(params) {
    return core._base64(ZodBase64, params);
}
const ZodBase64URL = /*@__PURE__*/ core_core/* $constructor */.xI("ZodBase64URL", (inst, def) => {
    // ZodStringFormat.init(inst, def);
    $ZodBase64URL.init(inst, def);
    ZodStringFormat.init(inst, def);
});
function schemas_base64url(params) {
    return core._base64url(ZodBase64URL, params);
}
const ZodE164 = /*@__PURE__*/ core_core/* $constructor */.xI("ZodE164", (inst, def) => {
    // ZodStringFormat.init(inst, def);
    $ZodE164.init(inst, def);
    ZodStringFormat.init(inst, def);
});
function schemas_e164(params) {
    return core._e164(ZodE164, params);
}
const ZodCreditCard = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodCreditCard", (inst, def) => {
    core.$ZodCreditCard.init(inst, def);
    ZodStringFormat.init(inst, def);
})));
function schemas_creditCard(params) {
    return core._creditCard(ZodCreditCard, params);
}
const ZodIBAN = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodIBAN", (inst, def) => {
    core.$ZodIBAN.init(inst, def);
    ZodStringFormat.init(inst, def);
})));
function schemas_iban(params) {
    return core._iban(ZodIBAN, params);
}
const ZodJWT = /*@__PURE__*/ core_core/* $constructor */.xI("ZodJWT", (inst, def) => {
    // ZodStringFormat.init(inst, def);
    $ZodJWT.init(inst, def);
    ZodStringFormat.init(inst, def);
});
function jwt(params) {
    return core._jwt(ZodJWT, params);
}
const ZodCustomStringFormat = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodCustomStringFormat", (inst, def) => {
    // ZodStringFormat.init(inst, def);
    core.$ZodCustomStringFormat.init(inst, def);
    ZodStringFormat.init(inst, def);
})));
function stringFormat(format, fnOrRegex, _params = {}) {
    return core._stringFormat(ZodCustomStringFormat, format, fnOrRegex, _params);
}
function schemas_hostname(_params) {
    return core._stringFormat(ZodCustomStringFormat, "hostname", regexes.hostname, _params);
}
function schemas_hex(_params) {
    return core._stringFormat(ZodCustomStringFormat, "hex", regexes.hex, _params);
}
function schemas_currencyCode(_params) {
    return core._stringFormat(ZodCustomStringFormat, "currency_code", regexes.currencyCode, _params);
}
function hash(alg, params) {
    const enc = params?.enc ?? "hex";
    const format = `${alg}_${enc}`;
    const regex = core.regexes[format];
    if (!regex)
        throw new Error(`Unrecognized hash format: ${format}`);
    return core._stringFormat(ZodCustomStringFormat, format, regex, params);
}
const ZodNumber = /*@__PURE__*/ core_core/* $constructor */.xI("ZodNumber", (inst, def) => {
    $ZodNumber.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => numberProcessor(inst, ctx, json, params);
    inst.isFinite = true;
}, 
/*@__PURE__*/ core_util/* derived */.un({
    minValue: (inst) => {
        const { minimum, exclusiveMinimum } = aggregateChecks(inst);
        return Math.max(minimum ?? Number.NEGATIVE_INFINITY, exclusiveMinimum ?? Number.NEGATIVE_INFINITY);
    },
    maxValue: (inst) => {
        const { maximum, exclusiveMaximum } = aggregateChecks(inst);
        return Math.min(maximum ?? Number.POSITIVE_INFINITY, exclusiveMaximum ?? Number.POSITIVE_INFINITY);
    },
    isInt: (inst) => {
        const { isInt, multipleOf } = aggregateChecks(inst);
        return !!isInt || !!multipleOf?.some(Number.isSafeInteger);
    },
    format: (inst) => aggregateChecks(inst).format ?? null,
}, {
    gt(value, params) {
        return this.check(_gt(value, params));
    },
    gte(value, params) {
        return this.check(_gte(value, params));
    },
    min(value, params) {
        return this.check(_gte(value, params));
    },
    lt(value, params) {
        return this.check(_lt(value, params));
    },
    lte(value, params) {
        return this.check(_lte(value, params));
    },
    max(value, params) {
        return this.check(_lte(value, params));
    },
    int(params) {
        return this.check(schemas_int(params));
    },
    safe(params) {
        return this.check(schemas_int(params));
    },
    positive(params) {
        return this.check(_gt(0, params));
    },
    nonnegative(params) {
        return this.check(_gte(0, params));
    },
    negative(params) {
        return this.check(_lt(0, params));
    },
    nonpositive(params) {
        return this.check(_lte(0, params));
    },
    multipleOf(value, params) {
        return this.check(_multipleOf(value, params));
    },
    step(value, params) {
        return this.check(_multipleOf(value, params));
    },
    finite() {
        return this;
    },
}));
function schemas_number(params) {
    return _number(ZodNumber, params);
}
const ZodNumberFormat = /*@__PURE__*/ core_core/* $constructor */.xI("ZodNumberFormat", (inst, def) => {
    $ZodNumberFormat.init(inst, def);
    ZodNumber.init(inst, def);
});
function schemas_int(params) {
    return _int(ZodNumberFormat, params);
}
function float32(params) {
    return core._float32(ZodNumberFormat, params);
}
function float64(params) {
    return core._float64(ZodNumberFormat, params);
}
function int32(params) {
    return core._int32(ZodNumberFormat, params);
}
function uint32(params) {
    return core._uint32(ZodNumberFormat, params);
}
const ZodBoolean = /*@__PURE__*/ core_core/* $constructor */.xI("ZodBoolean", (inst, def) => {
    $ZodBoolean.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => booleanProcessor(inst, ctx, json, params);
});
function schemas_boolean(params) {
    return _boolean(ZodBoolean, params);
}
const ZodBigInt = /*@__PURE__*/ core_core/* $constructor */.xI("ZodBigInt", (inst, def) => {
    $ZodBigInt.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => bigintProcessor(inst, ctx, json, params);
}, 
/*@__PURE__*/ core_util/* derived */.un({
    minValue: (inst) => aggregateChecks(inst).minimum ?? null,
    maxValue: (inst) => aggregateChecks(inst).maximum ?? null,
    format: (inst) => aggregateChecks(inst).format ?? null,
}, {
    gte(value, params) {
        return this.check(_gte(value, params));
    },
    min(value, params) {
        return this.check(_gte(value, params));
    },
    gt(value, params) {
        return this.check(_gt(value, params));
    },
    lt(value, params) {
        return this.check(_lt(value, params));
    },
    lte(value, params) {
        return this.check(_lte(value, params));
    },
    max(value, params) {
        return this.check(_lte(value, params));
    },
    positive(params) {
        return this.check(_gt(BigInt(0), params));
    },
    negative(params) {
        return this.check(_lt(BigInt(0), params));
    },
    nonpositive(params) {
        return this.check(_lte(BigInt(0), params));
    },
    nonnegative(params) {
        return this.check(_gte(BigInt(0), params));
    },
    multipleOf(value, params) {
        return this.check(_multipleOf(value, params));
    },
}));
function schemas_bigint(params) {
    return core._bigint(ZodBigInt, params);
}
const ZodBigIntFormat = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodBigIntFormat", (inst, def) => {
    core.$ZodBigIntFormat.init(inst, def);
    ZodBigInt.init(inst, def);
})));
function int64(params) {
    return core._int64(ZodBigIntFormat, params);
}
function uint64(params) {
    return core._uint64(ZodBigIntFormat, params);
}
const ZodSymbol = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodSymbol", (inst, def) => {
    core.$ZodSymbol.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => processors.symbolProcessor(inst, ctx, json, params);
})));
function symbol(params) {
    return core._symbol(ZodSymbol, params);
}
const ZodUndefined = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodUndefined", (inst, def) => {
    core.$ZodUndefined.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => processors.undefinedProcessor(inst, ctx, json, params);
})));
function schemas_undefined(params) {
    return core._undefined(ZodUndefined, params);
}

const ZodNull = /*@__PURE__*/ core_core/* $constructor */.xI("ZodNull", (inst, def) => {
    $ZodNull.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => nullProcessor(inst, ctx, json, params);
});
function schemas_null(params) {
    return api_null(ZodNull, params);
}

const ZodAny = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodAny", (inst, def) => {
    core.$ZodAny.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => processors.anyProcessor(inst, ctx, json, params);
})));
function any() {
    return core._any(ZodAny);
}
const ZodUnknown = /*@__PURE__*/ core_core/* $constructor */.xI("ZodUnknown", (inst, def) => {
    $ZodUnknown.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => unknownProcessor(inst, ctx, json, params);
});
function unknown() {
    return _unknown(ZodUnknown);
}
const ZodNever = /*@__PURE__*/ core_core/* $constructor */.xI("ZodNever", (inst, def) => {
    $ZodNever.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => neverProcessor(inst, ctx, json, params);
});
function never(params) {
    return _never(ZodNever, params);
}
const ZodVoid = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodVoid", (inst, def) => {
    core.$ZodVoid.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => processors.voidProcessor(inst, ctx, json, params);
})));
function schemas_void(params) {
    return core._void(ZodVoid, params);
}

const ZodDate = /*@__PURE__*/ core_core/* $constructor */.xI("ZodDate", (inst, def) => {
    $ZodDate.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => dateProcessor(inst, ctx, json, params);
    inst.min = (value, params) => inst.check(_gte(value, params));
    inst.max = (value, params) => inst.check(_lte(value, params));
}, 
/*@__PURE__*/ core_util/* derived */.un({
    minDate: (inst) => {
        const { minimum } = aggregateChecks(inst);
        return minimum ? new Date(minimum) : null;
    },
    maxDate: (inst) => {
        const { maximum } = aggregateChecks(inst);
        return maximum ? new Date(maximum) : null;
    },
}, {}));
function schemas_date(params) {
    return core._date(ZodDate, params);
}
const ZodArray = /*@__PURE__*/ core_core/* $constructor */.xI("ZodArray", (inst, def) => {
    _ensureDefaultMemoizer();
    $ZodArray.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => arrayProcessor(inst, ctx, json, params);
    inst.element = def.element;
}, {
    min(n, params) {
        return this.check(_minLength(n, params));
    },
    nonempty(params) {
        return this.check(_minLength(1, params));
    },
    max(n, params) {
        return this.check(_maxLength(n, params));
    },
    length(n, params) {
        return this.check(_length(n, params));
    },
    unwrap() {
        return this.element;
    },
});
function array(element, params) {
    return _array(ZodArray, element, params);
}
// .keyof
function keyof(schema) {
    const shape = schema._zod.def.shape;
    return schemas_enum(Object.keys(shape));
}
const ZodObject = /*@__PURE__*/ core_core/* $constructor */.xI("ZodObject", (inst, def) => {
    _ensureDefaultMemoizer();
    $ZodObjectJIT.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => objectProcessor(inst, ctx, json, params);
    core_util/* installLazyProp */.X(inst, "shape", (self) => self._zod.def.shape, false);
}, {
    keyof() {
        return schemas_enum(Object.keys(this._zod.def.shape));
    },
    catchall(catchall) {
        // `mergeDefs` rather than a spread: spreading reads `shape`, and resolving it can mint a whole fresh subtree
        return this.clone(core_util/* mergeDefs */.zM(this._zod.def, { catchall: catchall }));
    },
    passthrough() {
        return this.clone(core_util/* mergeDefs */.zM(this._zod.def, { catchall: unknown() }));
    },
    loose() {
        return this.clone(core_util/* mergeDefs */.zM(this._zod.def, { catchall: unknown() }));
    },
    strict() {
        return this.clone(core_util/* mergeDefs */.zM(this._zod.def, { catchall: never() }));
    },
    strip() {
        return this.clone(core_util/* mergeDefs */.zM(this._zod.def, { catchall: undefined }));
    },
    extend(incoming) {
        return core_util/* extend */.X$(this, incoming);
    },
    safeExtend(incoming) {
        return core_util/* safeExtend */.W0(this, incoming);
    },
    merge(other) {
        return core_util/* merge */.h1(this, other);
    },
    pick(mask) {
        return core_util/* pick */.Up(this, mask);
    },
    omit(mask) {
        return core_util/* omit */.cJ(this, mask);
    },
    partial(...args) {
        return core_util/* partial */.OH(ZodOptional, this, args[0]);
    },
    exactPartial(...args) {
        return core_util/* partial */.OH(ZodExactOptional, this, args[0], "exactPartial");
    },
    required(...args) {
        return core_util/* required */.mw(ZodNonOptional, this, args[0]);
    },
});
function object(shape, params) {
    const def = {
        type: "object",
        shape: shape ?? {},
        ...util.normalizeParams(params),
    };
    return new ZodObject(def);
}
// strictObject
function strictObject(shape, params) {
    return new ZodObject({
        type: "object",
        shape,
        catchall: never(),
        ...core_util/* normalizeParams */.A2(params),
    });
}
// looseObject
function looseObject(shape, params) {
    return new ZodObject({
        type: "object",
        shape,
        catchall: unknown(),
        ...core_util/* normalizeParams */.A2(params),
    });
}
const ZodUnion = /*@__PURE__*/ core_core/* $constructor */.xI("ZodUnion", (inst, def) => {
    $ZodUnion.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => unionProcessor(inst, ctx, json, params);
    inst.options = def.options;
});
function union(options, params) {
    return new ZodUnion({
        type: "union",
        options: options,
        ...core_util/* normalizeParams */.A2(params),
    });
}
const ZodXor = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodXor", (inst, def) => {
    ZodUnion.init(inst, def);
    core.$ZodXor.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => processors.unionProcessor(inst, ctx, json, params);
    inst.options = def.options;
})));
/** Creates an exclusive union (XOR) where exactly one option must match.
 * Unlike regular unions that succeed when any option matches, xor fails if
 * zero or more than one option matches the input. */
function xor(options, params) {
    return new ZodXor({
        type: "union",
        options: options,
        inclusive: false,
        ...util.normalizeParams(params),
    });
}
const ZodDiscriminatedUnion = /*@__PURE__*/ core_core/* $constructor */.xI("ZodDiscriminatedUnion", (inst, def) => {
    ZodUnion.init(inst, def);
    $ZodDiscriminatedUnion.init(inst, def);
});
function discriminatedUnion(discriminator, options, params) {
    // const [options, params] = args;
    return new ZodDiscriminatedUnion({
        type: "union",
        options: options,
        discriminator,
        ...core_util/* normalizeParams */.A2(params),
    });
}
const ZodIntersection = /*@__PURE__*/ core_core/* $constructor */.xI("ZodIntersection", (inst, def) => {
    $ZodIntersection.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => intersectionProcessor(inst, ctx, json, params);
});
function intersection(left, right) {
    return new ZodIntersection({
        type: "intersection",
        left: left,
        right: right,
    });
}
const ZodTuple = /*@__PURE__*/ core_core/* $constructor */.xI("ZodTuple", (inst, def) => {
    _ensureDefaultMemoizer();
    $ZodTuple.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => tupleProcessor(inst, ctx, json, params);
}, {
    rest(rest) {
        return this.clone({
            ...this._zod.def,
            rest: rest,
        });
    },
    partial() {
        const def = this._zod.def;
        // a refinement was authored against the full arity; partialing would run it on a shorter array
        if (def.checks?.length)
            throw new Error(".partial() cannot be used on tuple schemas containing refinements");
        return this.clone({
            ...def,
            items: def.items.map((item) => new ZodOptional({ type: "optional", innerType: item })),
        });
    },
});
function tuple(items, _paramsOrRest, _params) {
    const hasRest = _paramsOrRest instanceof core.$ZodType;
    const params = hasRest ? _params : _paramsOrRest;
    const rest = hasRest ? _paramsOrRest : null;
    return new ZodTuple({
        type: "tuple",
        items: items,
        rest,
        ...util.normalizeParams(params),
    });
}
const ZodRecord = /*@__PURE__*/ core_core/* $constructor */.xI("ZodRecord", (inst, def) => {
    _ensureDefaultMemoizer();
    $ZodRecord.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => recordProcessor(inst, ctx, json, params);
    inst.keyType = def.keyType;
    inst.valueType = def.valueType;
});
function record(keyType, valueType, params) {
    // v3-compat: z.record(valueType, params?) — defaults keyType to z.string()
    if (!valueType || !valueType._zod) {
        return new ZodRecord({
            type: "record",
            keyType: schemas_string(),
            valueType: keyType,
            ...core_util/* normalizeParams */.A2(valueType),
        });
    }
    return new ZodRecord({
        type: "record",
        keyType,
        valueType: valueType,
        ...core_util/* normalizeParams */.A2(params),
    });
}
// type alksjf = core.output<core.$ZodRecordKey>;
function partialRecord(keyType, valueType, params) {
    return new ZodRecord({
        type: "record",
        keyType,
        valueType: valueType,
        ...util.normalizeParams(params),
        partial: true,
    });
}
function looseRecord(keyType, valueType, params) {
    return new ZodRecord({
        type: "record",
        keyType,
        valueType: valueType,
        mode: "loose",
        ...util.normalizeParams(params),
    });
}
const ZodMap = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMap", (inst, def) => {
    _ensureDefaultMemoizer();
    core.$ZodMap.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => processors.mapProcessor(inst, ctx, json, params);
    inst.keyType = def.keyType;
    inst.valueType = def.valueType;
    inst.min = (...args) => inst.check(core._minSize(...args));
    inst.nonempty = (params) => inst.check(core._minSize(1, params));
    inst.max = (...args) => inst.check(core._maxSize(...args));
    inst.size = (...args) => inst.check(core._size(...args));
})));
function map(keyType, valueType, params) {
    return new ZodMap({
        type: "map",
        keyType: keyType,
        valueType: valueType,
        ...util.normalizeParams(params),
    });
}
const ZodSet = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodSet", (inst, def) => {
    _ensureDefaultMemoizer();
    core.$ZodSet.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => processors.setProcessor(inst, ctx, json, params);
    inst.min = (...args) => inst.check(core._minSize(...args));
    inst.nonempty = (params) => inst.check(core._minSize(1, params));
    inst.max = (...args) => inst.check(core._maxSize(...args));
    inst.size = (...args) => inst.check(core._size(...args));
})));
function set(valueType, params) {
    return new ZodSet({
        type: "set",
        valueType: valueType,
        ...util.normalizeParams(params),
    });
}
const ZodEnum = /*@__PURE__*/ core_core/* $constructor */.xI("ZodEnum", (inst, def) => {
    $ZodEnum.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => enumProcessor(inst, ctx, json, params);
    inst.enum = def.entries;
    // reuse the parsed value set so a numeric TS enum's reverse-mapping keys stay out
    inst.options = [...inst._zod.values];
    const keys = new Set(Object.keys(def.entries));
    inst.extract = (values, params) => {
        const newEntries = {};
        for (const value of values) {
            if (keys.has(value)) {
                newEntries[value] = def.entries[value];
            }
            else
                throw new Error(`Key ${value} not found in enum`);
        }
        return new ZodEnum({
            ...def,
            checks: [],
            ...core_util/* normalizeParams */.A2(params),
            entries: newEntries,
        });
    };
    inst.exclude = (values, params) => {
        const newEntries = { ...def.entries };
        for (const value of values) {
            if (keys.has(value)) {
                delete newEntries[value];
            }
            else
                throw new Error(`Key ${value} not found in enum`);
        }
        return new ZodEnum({
            ...def,
            checks: [],
            ...core_util/* normalizeParams */.A2(params),
            entries: newEntries,
        });
    };
});
function schemas_enum(values, params) {
    const entries = Array.isArray(values) ? Object.fromEntries(values.map((v) => [v, v])) : values;
    return new ZodEnum({
        type: "enum",
        entries,
        ...core_util/* normalizeParams */.A2(params),
    });
}

/** @deprecated This API has been merged into `z.enum()`. Use `z.enum()` instead.
 *
 * ```ts
 * enum Colors { red, green, blue }
 * z.enum(Colors);
 * ```
 */
function nativeEnum(entries, params) {
    return new ZodEnum({
        type: "enum",
        entries,
        ...util.normalizeParams(params),
    });
}
const ZodLiteral = /*@__PURE__*/ core_core/* $constructor */.xI("ZodLiteral", (inst, def) => {
    $ZodLiteral.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => literalProcessor(inst, ctx, json, params);
    inst.values = new Set(def.values);
    Object.defineProperty(inst, "value", {
        get() {
            if (def.values.length > 1) {
                throw new Error("This schema contains multiple valid literal values. Use `.values` instead.");
            }
            return def.values[0];
        },
    });
});
function literal(value, params) {
    return new ZodLiteral({
        type: "literal",
        values: Array.isArray(value) ? value : [value],
        ...core_util/* normalizeParams */.A2(params),
    });
}
const ZodFile = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodFile", (inst, def) => {
    core.$ZodFile.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => processors.fileProcessor(inst, ctx, json, params);
    inst.min = (size, params) => inst.check(core._minSize(size, params));
    inst.max = (size, params) => inst.check(core._maxSize(size, params));
    inst.mime = (types, params) => inst.check(core._mime(Array.isArray(types) ? types : [types], params));
})));
function file(params) {
    return core._file(ZodFile, params);
}
const ZodTransform = /*@__PURE__*/ core_core/* $constructor */.xI("ZodTransform", (inst, def) => {
    _ensureDefaultMemoizer();
    $ZodTransform.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => transformProcessor(inst, ctx, json, params);
    inst._zod.parse = (payload, _ctx) => {
        if (_ctx.direction === "backward") {
            throw new core_core/* $ZodEncodeError */.cV(inst.constructor.name);
        }
        payload.addIssue = (issue) => {
            if (typeof issue === "string") {
                payload.issues.push(core_util/* issue */.sn(issue, payload.value, def));
            }
            else {
                // for Zod 3 backwards compatibility
                const _issue = issue;
                if (_issue.fatal)
                    _issue.continue = false;
                _issue.code ?? (_issue.code = "custom");
                if (!("input" in _issue))
                    _issue.input = payload.value;
                _issue.inst ?? (_issue.inst = inst);
                // _issue.continue ??= true;
                payload.issues.push(core_util/* issue */.sn(_issue));
            }
        };
        const output = def.transform(payload.value, payload);
        if (output instanceof Promise) {
            return output.then((output) => {
                payload.value = output;
                return payload;
            });
        }
        payload.value = output;
        return payload;
    };
});
function transform(fn) {
    return new ZodTransform({
        type: "transform",
        transform: fn,
    });
}
const ZodOptional = /*@__PURE__*/ core_core/* $constructor */.xI("ZodOptional", (inst, def) => {
    $ZodOptional.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => optionalProcessor(inst, ctx, json, params);
    inst.unwrap = () => inst._zod.def.innerType;
});
function optional(innerType) {
    return new ZodOptional({
        type: "optional",
        innerType: innerType,
    });
}
const ZodExactOptional = /*@__PURE__*/ core_core/* $constructor */.xI("ZodExactOptional", (inst, def) => {
    $ZodExactOptional.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => optionalProcessor(inst, ctx, json, params);
    inst.unwrap = () => inst._zod.def.innerType;
});
function exactOptional(innerType) {
    return new ZodExactOptional({
        type: "optional",
        innerType: innerType,
    });
}
const ZodNullable = /*@__PURE__*/ core_core/* $constructor */.xI("ZodNullable", (inst, def) => {
    $ZodNullable.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => nullableProcessor(inst, ctx, json, params);
    inst.unwrap = () => inst._zod.def.innerType;
});
function nullable(innerType) {
    return new ZodNullable({
        type: "nullable",
        innerType: innerType,
    });
}
// nullish
function nullish(innerType) {
    return optional(nullable(innerType));
}
const ZodDefault = /*@__PURE__*/ core_core/* $constructor */.xI("ZodDefault", (inst, def) => {
    $ZodDefault.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => defaultProcessor(inst, ctx, json, params);
    inst.unwrap = () => inst._zod.def.innerType;
    inst.removeDefault = inst.unwrap;
});
function schemas_default(innerType, defaultValue) {
    return new ZodDefault({
        type: "default",
        innerType: innerType,
        get defaultValue() {
            return typeof defaultValue === "function" ? defaultValue() : core_util/* shallowClone */.yG(defaultValue);
        },
    });
}
const ZodPrefault = /*@__PURE__*/ core_core/* $constructor */.xI("ZodPrefault", (inst, def) => {
    $ZodPrefault.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => prefaultProcessor(inst, ctx, json, params);
    inst.unwrap = () => inst._zod.def.innerType;
});
function prefault(innerType, defaultValue) {
    return new ZodPrefault({
        type: "prefault",
        innerType: innerType,
        get defaultValue() {
            return typeof defaultValue === "function" ? defaultValue() : core_util/* shallowClone */.yG(defaultValue);
        },
    });
}
const ZodNonOptional = /*@__PURE__*/ core_core/* $constructor */.xI("ZodNonOptional", (inst, def) => {
    $ZodNonOptional.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => nonoptionalProcessor(inst, ctx, json, params);
    inst.unwrap = () => inst._zod.def.innerType;
});
function nonoptional(innerType, params) {
    return new ZodNonOptional({
        type: "nonoptional",
        innerType: innerType,
        ...core_util/* normalizeParams */.A2(params),
    });
}
const ZodSuccess = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodSuccess", (inst, def) => {
    core.$ZodSuccess.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => processors.successProcessor(inst, ctx, json, params);
    inst.unwrap = () => inst._zod.def.innerType;
})));
function success(innerType) {
    return new ZodSuccess({
        type: "success",
        innerType: innerType,
    });
}
const ZodCatch = /*@__PURE__*/ core_core/* $constructor */.xI("ZodCatch", (inst, def) => {
    $ZodCatch.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => catchProcessor(inst, ctx, json, params);
    inst.unwrap = () => inst._zod.def.innerType;
    inst.removeCatch = inst.unwrap;
});
function schemas_catch(innerType, catchValue) {
    return new ZodCatch({
        type: "catch",
        innerType: innerType,
        catchValue: (typeof catchValue === "function" ? catchValue : core_util/* constantCatch */.SS(catchValue)),
    });
}

const ZodNaN = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodNaN", (inst, def) => {
    core.$ZodNaN.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => processors.nanProcessor(inst, ctx, json, params);
})));
function nan(params) {
    return core._nan(ZodNaN, params);
}
const ZodPipe = /*@__PURE__*/ core_core/* $constructor */.xI("ZodPipe", (inst, def) => {
    $ZodPipe.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => pipeProcessor(inst, ctx, json, params);
    inst.in = def.in;
    inst.out = def.out;
});
function pipe(in_, out) {
    return new ZodPipe({
        type: "pipe",
        in: in_,
        out: out,
        // ...util.normalizeParams(params),
    });
}
const ZodCodec = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodCodec", (inst, def) => {
    ZodPipe.init(inst, def);
    core.$ZodCodec.init(inst, def);
})));
function codec(in_, out, params) {
    return new ZodCodec({
        type: "pipe",
        in: in_,
        out: out,
        transform: params.decode,
        reverseTransform: params.encode,
    });
}
function invertCodec(codec) {
    const def = codec._zod.def;
    return new ZodCodec({
        type: "pipe",
        in: def.out,
        out: def.in,
        transform: def.reverseTransform,
        reverseTransform: def.transform,
    });
}
const ZodPreprocess = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodPreprocess", (inst, def) => {
    ZodPipe.init(inst, def);
    core.$ZodPreprocess.init(inst, def);
})));
const ZodReadonly = /*@__PURE__*/ core_core/* $constructor */.xI("ZodReadonly", (inst, def) => {
    $ZodReadonly.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => readonlyProcessor(inst, ctx, json, params);
    inst.unwrap = () => inst._zod.def.innerType;
});
function readonly(innerType) {
    return new ZodReadonly({
        type: "readonly",
        innerType: innerType,
    });
}
const ZodTemplateLiteral = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodTemplateLiteral", (inst, def) => {
    core.$ZodTemplateLiteral.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => processors.templateLiteralProcessor(inst, ctx, json, params);
})));
function templateLiteral(parts, params) {
    return new ZodTemplateLiteral({
        type: "template_literal",
        parts,
        ...util.normalizeParams(params),
    });
}
const ZodLazy = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodLazy", (inst, def) => {
    core.$ZodLazy.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => processors.lazyProcessor(inst, ctx, json, params);
    inst.unwrap = () => inst._zod.def.getter();
})));
function lazy(getter) {
    return new ZodLazy({
        type: "lazy",
        getter: getter,
    });
}
const ZodPromise = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodPromise", (inst, def) => {
    core.$ZodPromise.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => processors.promiseProcessor(inst, ctx, json, params);
    inst.unwrap = () => inst._zod.def.innerType;
})));
function promise(innerType) {
    return new ZodPromise({
        type: "promise",
        innerType: innerType,
    });
}
const ZodFunction = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodFunction", (inst, def) => {
    core.$ZodFunction.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => processors.functionProcessor(inst, ctx, json, params);
})));
function _function(params) {
    return new ZodFunction({
        type: "function",
        input: Array.isArray(params?.input) ? tuple(params?.input) : (params?.input ?? array(unknown())),
        output: params?.output ?? unknown(),
    });
}

const ZodCustom = /*@__PURE__*/ core_core/* $constructor */.xI("ZodCustom", (inst, def) => {
    $ZodCustom.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => customProcessor(inst, ctx, json, params);
});
// custom checks
function check(fn) {
    const ch = new core.$ZodCheck({
        check: "custom",
        // ...util.normalizeParams(params),
    });
    ch._zod.check = fn;
    return ch;
}
function custom(fn, _params) {
    return core._custom(ZodCustom, fn ?? (() => true), _params);
}
function refine(fn, _params = {}) {
    return _refine(ZodCustom, fn, _params);
}
// superRefine
function superRefine(fn, params) {
    return _superRefine(fn, params);
}
// Re-export describe and meta from core
const schemas_describe = describe;
const schemas_meta = meta;
const ZodInstanceOf = /*@__PURE__*/ core_core/* $constructor */.xI("ZodInstanceOf", (inst, def) => {
    ZodCustom.init(inst, def);
}, {
    properties(shape, params) {
        // asserts in place, so the narrowed output type is truthful without a wrapper
        return this.check(_properties(shape, params));
    },
});
function _instanceof(cls, params = {}) {
    const inst = new ZodInstanceOf({
        type: "custom",
        check: "custom",
        fn: (data) => data instanceof cls,
        abort: true,
        ...util.normalizeParams(params),
    });
    inst._zod.bag.Class = cls;
    // Override check to emit invalid_type instead of custom
    inst._zod.check = (payload) => {
        if (!(payload.value instanceof cls)) {
            payload.issues.push({
                code: "invalid_type",
                expected: cls.name,
                input: payload.value,
                inst,
                path: [...(inst._zod.def.path ?? [])],
            });
        }
    };
    return inst;
}

// stringbool
const stringbool = (...args) => core._stringbool({
    Codec: ZodCodec,
    Boolean: ZodBoolean,
    String: ZodString,
}, ...args);
function json(params) {
    const jsonSchema = lazy(() => {
        return union([schemas_string(params), schemas_number(), schemas_boolean(), schemas_null(), array(jsonSchema), record(schemas_string(), jsonSchema)]);
    });
    return jsonSchema;
}
// preprocess
function preprocess(fn, schema) {
    return new ZodPreprocess({
        type: "pipe",
        in: transform(fn),
        out: schema,
    });
}


/***/ }),

/***/ 8532:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $W: () => (/* binding */ config),
/* harmony export */   GT: () => (/* binding */ $ZodAsyncError),
/* harmony export */   cV: () => (/* binding */ $ZodEncodeError),
/* harmony export */   cr: () => (/* binding */ globalConfig),
/* harmony export */   xI: () => (/* binding */ $constructor)
/* harmony export */ });
/* unused harmony exports NEVER, $brand */
/* harmony import */ var _util_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4723);
var _a;

/** A special constant with type `never` */
const NEVER = /*@__PURE__*/ Object.freeze({
    status: "aborted",
});
/* Shared descriptor for installing `_zod`; defineProperty reads it
 * synchronously, so reusing one object avoids a per-instance allocation. */
const _zodDesc = { value: undefined, enumerable: false };
// null where suppressing the capture would be unrecoverable: `parse()` puts the frames back with `captureStackTrace`, so without it the throw would lose its stack. also latched to null once `stackTraceLimit` proves unassignable, which a realm can do at any point by hardening Error
let _E = "captureStackTrace" in Error ? Error : null;
// v8 captures a stack trace inside the Error constructor, which dominates a failed parse; costs only the frames, and parse() restores those. the constructor must RUN: Object.create is cheaper and passes instanceof, but Error.isError and util.types.isNativeError check an internal slot
function newError(Definition) {
    const E = _E;
    if (E) {
        const saved = E.stackTraceLimit;
        if (typeof saved === "number") {
            try {
                E.stackTraceLimit = 0;
            }
            catch {
                _E = null;
                return new Definition();
            }
            try {
                return new Definition();
            }
            finally {
                E.stackTraceLimit = saved;
            }
        }
    }
    return new Definition();
}
function $constructor(name, initializer, 
/** This trait's members, installed once on every prototype that composes it. They cannot be declared in the initializer above: that runs per instance, and the prototype is shared. */
proto, params) {
    // Prototype for this constructor's `_zod` internals. Lazily-derived fields (`values`, `pattern`, `optin`, …) install here once rather than as an accessor on every instance.
    const zodProto = {};
    // Assigning the fields in the constructor body is what gives instances in-object slots; building the object literally and reparenting it costs a second allocation and a generic property copy.
    function Internals(def) {
        this.def = def;
        this.constr = _;
        this.traits = new Set();
    }
    Internals.prototype = zodProto;
    const protoMembers = proto;
    // One trait's members land on every prototype whose chain composes it, so the answer is per prototype rather than per trait.
    const initialized = protoMembers && new WeakSet();
    function init(inst, def) {
        if (!inst._zod) {
            _zodDesc.value = new Internals(def);
            try {
                Object.defineProperty(inst, "_zod", _zodDesc);
            }
            finally {
                // Cleared even on throw, so the shared descriptor never leaks one instance's internals into the next.
                _zodDesc.value = undefined;
            }
        }
        else if (inst._zod.traits.has(name)) {
            return;
        }
        inst._zod.traits.add(name);
        initializer(inst, def);
        if (initialized) {
            // `super(def)` from a user subclass gives `this` a prototype the subclass owns, and installing there would overwrite whatever the subclass declared. `constr` built the instance, so its prototype is the one below the subclass's that should carry the members. A receiver whose chain never reaches that prototype installs on its own, which for a plain object handed straight to `init` means `Object.prototype` — unchanged from before.
            const own = Object.getPrototypeOf(inst);
            const ctorProto = inst._zod.constr.prototype;
            let up = own;
            while (up && up !== ctorProto)
                up = Object.getPrototypeOf(up);
            const target = up ?? own;
            if (!initialized.has(target)) {
                initialized.add(target);
                (0,_util_js__WEBPACK_IMPORTED_MODULE_0__/* .members */ .ol)(target, protoMembers);
            }
        }
        // support prototype modifications; for-in avoids the array allocation of Object.keys on the (usually empty) prototype
        const proto = _.prototype;
        for (const k in proto) {
            if (!Object.prototype.hasOwnProperty.call(proto, k))
                continue;
            if (!(k in inst)) {
                inst[k] = proto[k].bind(inst);
            }
        }
    }
    // doesn't work if Parent has a constructor with arguments
    const Parent = params?.Parent ?? Object;
    class Definition extends Parent {
    }
    Object.defineProperty(Definition, "name", { value: name });
    function _(def) {
        const inst = params?.Parent ? newError(Definition) : this;
        init(inst, def);
        const deferred = inst._zod.deferred;
        if (deferred) {
            for (const fn of deferred) {
                fn();
            }
            // Released: initializers run once, and the list would otherwise be retained for the schema's lifetime.
            inst._zod.deferred = undefined;
        }
        // Global post-processor hook. Internal: installed by `import "zod/compile"` to enable AOT compilation for every constructed schema. Runs last, once the instance is fully built, because it hands the instance to compile(). The post-processor is expected to be reentrancy-guarded by its own implementation.
        const pp = globalThis.__zod_globalConfig?.postProcessor;
        if (pp)
            pp(inst);
        return inst;
    }
    Object.defineProperty(_, "init", { value: init });
    Object.defineProperty(_, Symbol.hasInstance, {
        value: (inst) => {
            if (params?.Parent && inst instanceof params.Parent)
                return true;
            return inst?._zod?.traits?.has(name);
        },
    });
    Object.defineProperty(_, "name", { value: name });
    return _;
}
//////////////////////////////   UTILITIES   ///////////////////////////////////////
const $brand = /*@__PURE__*/ (/* unused pure expression or super */ null && (Symbol("zod_brand")));
class $ZodAsyncError extends Error {
    constructor() {
        super(`Encountered Promise during synchronous parse. Use .parseAsync() instead.`);
    }
}
class $ZodEncodeError extends Error {
    constructor(name) {
        super(`Encountered unidirectional transform during encode: ${name}`);
        this.name = "ZodEncodeError";
    }
}
(_a = globalThis).__zod_globalConfig ?? (_a.__zod_globalConfig = {});
const globalConfig = globalThis.__zod_globalConfig;
function config(newConfig) {
    if (newConfig)
        Object.assign(globalConfig, newConfig);
    return globalConfig;
}


/***/ }),

/***/ 7428:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   JM: () => (/* binding */ flattenError),
/* harmony export */   Kd: () => (/* binding */ $ZodRealError),
/* harmony export */   S1: () => (/* binding */ prettifyError),
/* harmony export */   Wk: () => (/* binding */ formatError),
/* harmony export */   a$: () => (/* binding */ $ZodError)
/* harmony export */ });
/* unused harmony exports treeifyError, toDotPath */
/* harmony import */ var _core_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8532);
/* harmony import */ var _util_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4723);


/* Computing the message eagerly is expensive (pretty-printed JSON of all
 * issues), so defer it until first read. The accessor functions and
 * descriptors are shared across instances to keep error construction
 * cheap; the computed message is cached on the internals object. The
 * setter preserves plain assignment semantics for consumers that
 * overwrite `message`. */
function _getMessage() {
    const internals = this._zod;
    internals.message ?? (internals.message = JSON.stringify(internals.def, _util_js__WEBPACK_IMPORTED_MODULE_0__/* .jsonStringifyReplacer */ .k8, 2));
    return internals.message;
}
function _setMessage(value) {
    this._zod.message = value;
}
const _messageDesc = {
    get: _getMessage,
    set: _setMessage,
    enumerable: true,
    configurable: true,
};
const _issuesDesc = { value: undefined, enumerable: false };
/* Prototypes that already carry the lazy `toString`. Seeded with the
 * intrinsics so that `init` on a foreign object — it accepts any object —
 * can never install an accessor onto a prototype we do not own. */
const _installedToString = /* @__PURE__ */ new WeakSet([Object.prototype, Error.prototype]);
const initializer = (inst, def) => {
    inst.name = "$ZodError";
    // `_zod` is already non-enumerable: $constructor's init defined it with this same descriptor
    _issuesDesc.value = def;
    Object.defineProperty(inst, "issues", _issuesDesc);
    // Clear the shared slot; a retained `value` pins the last error's issues.
    _issuesDesc.value = undefined;
    Object.defineProperty(inst, "message", _messageDesc);
    /* `toString` lives as a non-enumerable lazy getter on the shared
     * prototype; on first access it caches a per-instance closure so
     * detached usage still works. */
    const proto = Object.getPrototypeOf(inst);
    if (!_installedToString.has(proto)) {
        _installedToString.add(proto);
        Object.defineProperty(proto, "toString", {
            configurable: true,
            enumerable: false,
            get() {
                const value = () => this.message;
                Object.defineProperty(this, "toString", { value, configurable: true, writable: true });
                return value;
            },
            set(value) {
                Object.defineProperty(this, "toString", { value, configurable: true, writable: true });
            },
        });
    }
};
const $ZodError = (0,_core_js__WEBPACK_IMPORTED_MODULE_1__/* .$constructor */ .xI)("$ZodError", initializer);
const $ZodRealError = (0,_core_js__WEBPACK_IMPORTED_MODULE_1__/* .$constructor */ .xI)("$ZodError", initializer, undefined, {
    Parent: Error,
});
/** Get-or-create `obj[key]` as an own data property. A path segment naming an inherited member
 * ("toString", "constructor") would otherwise read through to the prototype, and assigning
 * "__proto__" would hit the setter instead of creating a key. */
function node(obj, key, make) {
    if (!Object.prototype.hasOwnProperty.call(obj, key)) {
        if (key === "__proto__") {
            Object.defineProperty(obj, key, { value: make(), writable: true, enumerable: true, configurable: true });
        }
        else {
            obj[key] = make();
        }
    }
    return obj[key];
}
function flattenError(error, mapper = (issue) => issue.message) {
    const fieldErrors = {};
    const formErrors = [];
    for (const sub of error.issues) {
        if (sub.path.length > 0) {
            node(fieldErrors, sub.path[0], () => []).push(mapper(sub));
        }
        else {
            formErrors.push(mapper(sub));
        }
    }
    return { formErrors, fieldErrors };
}
function formatError(error, mapper = (issue) => issue.message) {
    const fieldErrors = { _errors: [] };
    const processError = (error, path = []) => {
        for (const issue of error.issues) {
            if (issue.code === "invalid_union" && issue.errors.length) {
                issue.errors.map((issues) => processError({ issues }, [...path, ...issue.path]));
            }
            else if (issue.code === "invalid_key") {
                processError({ issues: issue.issues }, [...path, ...issue.path]);
            }
            else if (issue.code === "invalid_element") {
                processError({ issues: issue.issues }, [...path, ...issue.path]);
            }
            else {
                const fullpath = [...path, ...issue.path];
                if (fullpath.length === 0) {
                    fieldErrors._errors.push(mapper(issue));
                }
                else {
                    let curr = fieldErrors;
                    let i = 0;
                    while (i < fullpath.length) {
                        const el = fullpath[i];
                        const terminal = i === fullpath.length - 1;
                        // `_errors` is reserved by this legacy format, so merge a matching path segment into the current node instead of treating its array as a child.
                        if (el === "_errors") {
                            if (terminal)
                                curr._errors.push(mapper(issue));
                            i++;
                            continue;
                        }
                        // A path element may collide with an inherited property name such as
                        // "__proto__" or "constructor". Truthiness checks read the prototype
                        // (so no node is created, then ._errors.push throws), and bracket
                        // assignment of "__proto__" hits the setter instead of creating an
                        // own key. Guard the read with hasOwnProperty and create the node
                        // with defineProperty so any path element becomes a real own key.
                        if (!Object.prototype.hasOwnProperty.call(curr, el)) {
                            Object.defineProperty(curr, el, {
                                value: { _errors: [] },
                                enumerable: true,
                                writable: true,
                                configurable: true,
                            });
                        }
                        const node = curr[el];
                        if (terminal) {
                            node._errors.push(mapper(issue));
                        }
                        curr = node;
                        i++;
                    }
                }
            }
        }
    };
    processError(error);
    return fieldErrors;
}
function treeifyError(error, mapper = (issue) => issue.message) {
    const result = { errors: [] };
    const processError = (error, path = []) => {
        var _a;
        for (const issue of error.issues) {
            if (issue.code === "invalid_union" && issue.errors.length) {
                // regular union error
                issue.errors.map((issues) => processError({ issues }, [...path, ...issue.path]));
            }
            else if (issue.code === "invalid_key") {
                processError({ issues: issue.issues }, [...path, ...issue.path]);
            }
            else if (issue.code === "invalid_element") {
                processError({ issues: issue.issues }, [...path, ...issue.path]);
            }
            else {
                const fullpath = [...path, ...issue.path];
                if (fullpath.length === 0) {
                    result.errors.push(mapper(issue));
                    continue;
                }
                let curr = result;
                let i = 0;
                while (i < fullpath.length) {
                    const el = fullpath[i];
                    const terminal = i === fullpath.length - 1;
                    if (typeof el === "string") {
                        curr.properties ?? (curr.properties = {});
                        // el may collide with an inherited property name ("__proto__",
                        // "constructor", ...); ??= reads the prototype so the node is never
                        // created and curr.errors.push throws. Guard with hasOwnProperty and
                        // create the node with defineProperty so "__proto__" becomes a real
                        // own key rather than invoking the prototype setter.
                        if (!Object.prototype.hasOwnProperty.call(curr.properties, el)) {
                            Object.defineProperty(curr.properties, el, {
                                value: { errors: [] },
                                enumerable: true,
                                writable: true,
                                configurable: true,
                            });
                        }
                        curr = curr.properties[el];
                    }
                    else {
                        curr.items ?? (curr.items = []);
                        (_a = curr.items)[el] ?? (_a[el] = { errors: [] });
                        curr = curr.items[el];
                    }
                    if (terminal) {
                        curr.errors.push(mapper(issue));
                    }
                    i++;
                }
            }
        }
    };
    processError(error);
    return result;
}
/** Format a ZodError as a human-readable string in the following form.
 *
 * From
 *
 * ```ts
 * ZodError {
 *   issues: [
 *     {
 *       expected: 'string',
 *       code: 'invalid_type',
 *       path: [ 'username' ],
 *       message: 'Invalid input: expected string'
 *     },
 *     {
 *       expected: 'number',
 *       code: 'invalid_type',
 *       path: [ 'favoriteNumbers', 1 ],
 *       message: 'Invalid input: expected number'
 *     }
 *   ];
 * }
 * ```
 *
 * to
 *
 * ```
 * username
 *   ✖ Expected number, received string at "username
 * favoriteNumbers[0]
 *   ✖ Invalid input: expected number
 * ```
 */
function toDotPath(_path) {
    const segs = [];
    const path = _path.map((seg) => (typeof seg === "object" ? seg.key : seg));
    for (const seg of path) {
        if (typeof seg === "number")
            segs.push(`[${seg}]`);
        else if (typeof seg === "symbol")
            segs.push(`[${JSON.stringify(String(seg))}]`);
        else if (/[^\w$]/.test(seg))
            segs.push(`[${JSON.stringify(seg)}]`);
        else {
            if (segs.length)
                segs.push(".");
            segs.push(seg);
        }
    }
    return segs.join("");
}
function prettifyError(error) {
    const lines = [];
    // sort by path length
    const issues = [...error.issues].sort((a, b) => (a.path ?? []).length - (b.path ?? []).length);
    // Process each issue
    for (const issue of issues) {
        lines.push(`✖ ${issue.message}`);
        if (issue.path?.length)
            lines.push(`  → at ${toDotPath(issue.path)}`);
    }
    // Convert Map to formatted string
    return lines.join("\n");
}


/***/ }),

/***/ 4723:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   A2: () => (/* binding */ normalizeParams),
/* harmony export */   B7: () => (/* binding */ stringifyPrimitive),
/* harmony export */   GW: () => (/* binding */ parsedType),
/* harmony export */   Gv: () => (/* binding */ isObject),
/* harmony export */   LG: () => (/* binding */ floatSafeRemainder),
/* harmony export */   MO: () => (/* binding */ rawShape),
/* harmony export */   NM: () => (/* binding */ optionalKeys),
/* harmony export */   NR: () => (/* binding */ BIGINT_FORMAT_RANGES),
/* harmony export */   O7: () => (/* binding */ codePointLength),
/* harmony export */   OH: () => (/* binding */ partial),
/* harmony export */   PO: () => (/* binding */ cached),
/* harmony export */   QH: () => (/* binding */ aborted),
/* harmony export */   Qd: () => (/* binding */ isPlainObject),
/* harmony export */   Rc: () => (/* binding */ getLengthableOrigin),
/* harmony export */   SS: () => (/* binding */ constantCatch),
/* harmony export */   UQ: () => (/* binding */ esc),
/* harmony export */   Up: () => (/* binding */ pick),
/* harmony export */   Vy: () => (/* binding */ assignProp),
/* harmony export */   W0: () => (/* binding */ safeExtend),
/* harmony export */   X: () => (/* binding */ installLazyProp),
/* harmony export */   X$: () => (/* binding */ extend),
/* harmony export */   Yv: () => (/* binding */ slugify),
/* harmony export */   cJ: () => (/* binding */ omit),
/* harmony export */   cl: () => (/* binding */ nullish),
/* harmony export */   d3: () => (/* binding */ attachSchema),
/* harmony export */   gx: () => (/* binding */ captureStackTrace),
/* harmony export */   h1: () => (/* binding */ merge),
/* harmony export */   hI: () => (/* binding */ allowsEval),
/* harmony export */   hi: () => (/* binding */ sizeCaps),
/* harmony export */   iR: () => (/* binding */ finalizeIssue),
/* harmony export */   jD: () => (/* binding */ hide),
/* harmony export */   jw: () => (/* binding */ joinValues),
/* harmony export */   k8: () => (/* binding */ jsonStringifyReplacer),
/* harmony export */   lQ: () => (/* binding */ prefixIssues),
/* harmony export */   mw: () => (/* binding */ required),
/* harmony export */   o8: () => (/* binding */ clone),
/* harmony export */   ol: () => (/* binding */ members),
/* harmony export */   p6: () => (/* binding */ cleanRegex),
/* harmony export */   qQ: () => (/* binding */ propertyKeyTypes),
/* harmony export */   qh: () => (/* binding */ own),
/* harmony export */   rL: () => (/* binding */ explicitlyAborted),
/* harmony export */   sD: () => (/* binding */ escapeRegex),
/* harmony export */   sn: () => (/* binding */ issue),
/* harmony export */   un: () => (/* binding */ derived),
/* harmony export */   v5: () => (/* binding */ defineLazyInternal),
/* harmony export */   w5: () => (/* binding */ getEnumValues),
/* harmony export */   yG: () => (/* binding */ shallowClone),
/* harmony export */   zH: () => (/* binding */ NUMBER_FORMAT_RANGES),
/* harmony export */   zM: () => (/* binding */ mergeDefs)
/* harmony export */ });
/* unused harmony exports assertEqual, assertNotEqual, toZod, assertIs, assertNever, assert, defineLazy, objectClone, cloneDef, getElementAtPath, promiseAllObject, randomString, numKeys, getParsedType, primitiveTypes, createTransparentProxy, unwrapMessage, getSizableOrigin, cleanEnum, base64ToUint8Array, uint8ArrayToBase64, base64urlToUint8Array, uint8ArrayToBase64url, hexToUint8Array, uint8ArrayToHex, Class, CONSTANT_CATCH */
/* harmony import */ var _core_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8532);

// functions
function assertEqual(val) {
    return val;
}
function assertNotEqual(val) {
    return val;
}
function toZod() {
    return (schema) => schema;
}
function assertIs(_arg) { }
function assertNever(_x) {
    throw new Error("Unexpected value in exhaustive check");
}
function assert(_) { }
function getEnumValues(entries) {
    const numericValues = Object.values(entries).filter((v) => typeof v === "number");
    const values = Object.entries(entries)
        .filter(([k, _]) => numericValues.indexOf(+k) === -1)
        .map(([_, v]) => v);
    return values;
}
function joinValues(array, separator = "|") {
    return array.map((val) => stringifyPrimitive(val)).join(separator);
}
function jsonStringifyReplacer(_, value) {
    if (typeof value === "bigint")
        return value.toString();
    return value;
}
// the accessor lives on a shared prototype: an own accessor makes every box a dictionary-mode object (~360 B and a slow load per read against ~100 B and an inlined getter here)
class Cached {
    constructor(getter) {
        this._getter = getter;
        this._value = undefined;
    }
    get value() {
        const getter = this._getter;
        if (getter !== undefined) {
            this._value = getter();
            this._getter = undefined;
        }
        return this._value;
    }
}
function cached(getter) {
    return new Cached(getter);
}
function nullish(input) {
    return input === null || input === undefined;
}
function cleanRegex(source) {
    const start = source.startsWith("^") ? 1 : 0;
    const end = source.endsWith("$") ? source.length - 1 : source.length;
    return source.slice(start, end);
}
function floatSafeRemainder(val, step) {
    const ratio = val / step;
    const roundedRatio = Math.round(ratio);
    // `val` and `step` each round to a double before the division rounds again, so a true decimal multiple's quotient can sit up to 1.5 of these scaled epsilons from the integer. A 1x tolerance therefore rejected 2.03 as a multiple of 0.07; 4x covers the worst case with margin.
    const tolerance = 4 * Number.EPSILON * Math.max(Math.abs(ratio), 1);
    if (Math.abs(ratio - roundedRatio) < tolerance)
        return 0;
    return ratio - roundedRatio;
}
const EVALUATING = /* @__PURE__*/ (/* unused pure expression or super */ null && (Symbol("evaluating")));
function defineLazy(object, key, getter) {
    let value = undefined;
    Object.defineProperty(object, key, {
        get() {
            if (value === EVALUATING) {
                // Circular reference detected, return undefined to break the cycle
                return undefined;
            }
            if (value === undefined) {
                value = EVALUATING;
                value = getter();
            }
            return value;
        },
        set(v) {
            Object.defineProperty(object, key, {
                value: v,
                // configurable: true,
            });
            // object[key] = v;
        },
        configurable: true,
    });
}
function objectClone(obj) {
    return Object.create(Object.getPrototypeOf(obj), Object.getOwnPropertyDescriptors(obj));
}
function assignProp(target, prop, value) {
    Object.defineProperty(target, prop, {
        value,
        writable: true,
        enumerable: true,
        configurable: true,
    });
}
/**
 * Whichever object a def's `shape` currently answers from: the one the caller passed until the first read, the frozen copy after it.
 *
 * Its keys and descriptors read without invoking anything, which is what lets a discriminated union check its discriminator, and the cycle walk read a shape, without resolving a getter that references the schema being constructed. A def that answers `shape` from an accessor of its own has none.
 */
function rawShape(def) {
    const desc = Object.getOwnPropertyDescriptor(def, "shape");
    return desc?.get ? desc.get.raw : desc?.value;
}
// where a builder reads its source's keys and descriptors, resolving only a shape a def answers for itself. A shape resolves by object spread, so only its enumerable keys are ever part of it.
function sourceShape(schema) {
    return rawShape(schema._zod.def) ?? schema._zod.def.shape;
}
// a key whose value is not settled yet, self-caching so every read after the first gets the same one
function deferProp(target, key, getter) {
    Object.defineProperty(target, key, {
        get() {
            const value = getter();
            assignProp(this, key, value);
            return value;
        },
        enumerable: true,
        configurable: true,
    });
}
// Writes a settled key. A plain assignment is much cheaper than `defineProperty` and produces the same descriptor, but it runs whatever setter already answers to the key — an accessor this shape deferred, or an inherited one, which `__proto__` has on every object and prototype pollution can add for any name.
function putProp(target, key, value) {
    if (key in target)
        assignProp(target, key, value);
    else
        target[key] = value;
}
/**
 * Copies `keys` of `source`'s shape onto `target`, each value passed through `wrap`.
 *
 * A key the source has resolved is copied through now, so the derived shape states it outright and nothing has to resolve it to learn what it holds. A key the source still defers stays deferred, and reads back through the source's own `shape`, so it resolves once and both shapes get that one schema.
 */
function mirrorShape(target, source, keys, wrap) {
    const raw = sourceShape(source);
    for (const key of keys) {
        const desc = Object.getOwnPropertyDescriptor(raw, key);
        if (!desc.enumerable)
            continue;
        if (desc.get) {
            deferProp(target, key, () => {
                const value = source._zod.def.shape[key];
                return wrap ? wrap(value, key) : value;
            });
        }
        else
            putProp(target, key, wrap ? wrap(desc.value, key) : desc.value);
    }
}
// same, for a plain shape a caller passed rather than a schema's
function mirrorProps(target, source) {
    for (const key of Reflect.ownKeys(source)) {
        const desc = Object.getOwnPropertyDescriptor(source, key);
        if (!desc.enumerable)
            continue;
        if (desc.get)
            deferProp(target, key, () => source[key]);
        else
            putProp(target, key, desc.value);
    }
}
function mergeDefs(...defs) {
    const mergedDescriptors = {};
    for (const def of defs) {
        const descriptors = Object.getOwnPropertyDescriptors(def);
        Object.assign(mergedDescriptors, descriptors);
    }
    return Object.defineProperties({}, mergedDescriptors);
}
function cloneDef(schema) {
    return mergeDefs(schema._zod.def);
}
function getElementAtPath(obj, path) {
    if (!path)
        return obj;
    return path.reduce((acc, key) => acc?.[key], obj);
}
function promiseAllObject(promisesObj) {
    const keys = Object.keys(promisesObj);
    const promises = keys.map((key) => promisesObj[key]);
    return Promise.all(promises).then((results) => {
        const resolvedObj = {};
        for (let i = 0; i < keys.length; i++) {
            resolvedObj[keys[i]] = results[i];
        }
        return resolvedObj;
    });
}
function randomString(length = 10) {
    const chars = "abcdefghijklmnopqrstuvwxyz";
    let str = "";
    for (let i = 0; i < length; i++) {
        str += chars[Math.floor(Math.random() * chars.length)];
    }
    return str;
}
function esc(str) {
    return JSON.stringify(str);
}
function slugify(input) {
    return input
        .toLowerCase()
        .trim()
        .replace(/[^\w\s-]/g, "")
        .replace(/[\s_-]+/g, "-")
        .replace(/^-+|-+$/g, "");
}
const captureStackTrace = ("captureStackTrace" in Error ? Error.captureStackTrace : (..._args) => { });
function isObject(data) {
    return typeof data === "object" && data !== null && !Array.isArray(data);
}
const allowsEval = /* @__PURE__*/ cached(() => {
    // Skip the probe under `jitless`: strict CSPs report the caught `new Function` as a `securitypolicyviolation` even though the throw is swallowed.
    if (_core_js__WEBPACK_IMPORTED_MODULE_0__/* .globalConfig */ .cr.jitless) {
        return false;
    }
    // @ts-ignore
    if (typeof navigator !== "undefined" && navigator?.userAgent?.includes("Cloudflare")) {
        return false;
    }
    try {
        const F = Function;
        new F("");
        return true;
    }
    catch (_) {
        return false;
    }
});
function isPlainObject(o) {
    if (isObject(o) === false)
        return false;
    // modified constructor
    const ctor = o.constructor;
    if (ctor === undefined)
        return true;
    if (typeof ctor !== "function")
        return true;
    // modified prototype
    const prot = ctor.prototype;
    if (isObject(prot) === false)
        return false;
    // ctor doesn't have static `isPrototypeOf`
    if (Object.prototype.hasOwnProperty.call(prot, "isPrototypeOf") === false) {
        return false;
    }
    return true;
}
function shallowClone(o) {
    if (isPlainObject(o))
        return { ...o };
    if (Array.isArray(o))
        return [...o];
    if (o instanceof Map)
        return new Map(o);
    if (o instanceof Set)
        return new Set(o);
    return o;
}
function numKeys(data) {
    let keyCount = 0;
    for (const key in data) {
        if (Object.prototype.hasOwnProperty.call(data, key)) {
            keyCount++;
        }
    }
    return keyCount;
}
const getParsedType = (data) => {
    const t = typeof data;
    switch (t) {
        case "undefined":
            return "undefined";
        case "string":
            return "string";
        case "number":
            return Number.isNaN(data) ? "nan" : "number";
        case "boolean":
            return "boolean";
        case "function":
            return "function";
        case "bigint":
            return "bigint";
        case "symbol":
            return "symbol";
        case "object":
            if (Array.isArray(data)) {
                return "array";
            }
            if (data === null) {
                return "null";
            }
            if (data.then && typeof data.then === "function" && data.catch && typeof data.catch === "function") {
                return "promise";
            }
            if (typeof Map !== "undefined" && data instanceof Map) {
                return "map";
            }
            if (typeof Set !== "undefined" && data instanceof Set) {
                return "set";
            }
            if (typeof Date !== "undefined" && data instanceof Date) {
                return "date";
            }
            // @ts-ignore
            if (typeof File !== "undefined" && data instanceof File) {
                return "file";
            }
            return "object";
        default:
            throw new Error(`Unknown data type: ${t}`);
    }
};
const propertyKeyTypes = /* @__PURE__*/ new Set(["string", "number", "symbol"]);
const primitiveTypes = /* @__PURE__*/ new Set([
    "string",
    "number",
    "bigint",
    "boolean",
    "symbol",
    "undefined",
]);
function escapeRegex(str) {
    return str.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
// zod-specific utils
function clone(inst, def, params) {
    const cl = new inst._zod.constr(def ?? inst._zod.def);
    if (!def || params?.parent)
        cl._zod.parent = inst;
    return cl;
}
function normalizeParams(_params) {
    const params = _params;
    if (!params)
        return {};
    if (typeof params === "string")
        return { error: () => params };
    if (params?.message !== undefined) {
        if (params?.error !== undefined)
            throw new Error("Cannot specify both `message` and `error` params");
        params.error = params.message;
    }
    delete params.message;
    if (typeof params.error === "string")
        return { ...params, error: () => params.error };
    return params;
}
function createTransparentProxy(getter) {
    let target;
    return new Proxy({}, {
        get(_, prop, receiver) {
            target ?? (target = getter());
            return Reflect.get(target, prop, receiver);
        },
        set(_, prop, value, receiver) {
            target ?? (target = getter());
            return Reflect.set(target, prop, value, receiver);
        },
        has(_, prop) {
            target ?? (target = getter());
            return Reflect.has(target, prop);
        },
        deleteProperty(_, prop) {
            target ?? (target = getter());
            return Reflect.deleteProperty(target, prop);
        },
        ownKeys(_) {
            target ?? (target = getter());
            return Reflect.ownKeys(target);
        },
        getOwnPropertyDescriptor(_, prop) {
            target ?? (target = getter());
            return Reflect.getOwnPropertyDescriptor(target, prop);
        },
        defineProperty(_, prop, descriptor) {
            target ?? (target = getter());
            return Reflect.defineProperty(target, prop, descriptor);
        },
    });
}
function stringifyPrimitive(value) {
    if (typeof value === "bigint")
        return value.toString() + "n";
    if (typeof value === "string")
        return `"${value}"`;
    return `${value}`;
}
function optionalKeys(shape) {
    return Object.keys(shape).filter((k) => {
        return shape[k]._zod.optin !== undefined && shape[k]._zod.optout === "optional";
    });
}
// Wrapped in a `@__PURE__` IIFE: esbuild never tree-shakes a top-level initializer that contains a member access on `Number`, so the bare object literal survived into every bundle.
const NUMBER_FORMAT_RANGES = /*@__PURE__*/ (() => ({
    safeint: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
    int32: [-2147483648, 2147483647],
    uint32: [0, 4294967295],
    float32: [-3.4028234663852886e38, 3.4028234663852886e38],
    float64: [-Number.MAX_VALUE, Number.MAX_VALUE],
}))();
const BIGINT_FORMAT_RANGES = {
    int64: [/* @__PURE__*/ BigInt("-9223372036854775808"), /* @__PURE__*/ BigInt("9223372036854775807")],
    uint64: [/* @__PURE__*/ BigInt(0), /* @__PURE__*/ BigInt("18446744073709551615")],
};
function pick(schema, mask) {
    const currDef = schema._zod.def;
    const checks = currDef.checks;
    const hasChecks = checks && checks.length > 0;
    if (hasChecks) {
        throw new Error(".pick() cannot be used on object schemas containing refinements");
    }
    const newShape = {};
    mirrorShape(newShape, schema, maskedKeys(schema, mask));
    return clone(schema, mergeDefs(currDef, { shape: newShape, checks: [] }));
}
// the mask keys that select something, checked against the source's shape without resolving it
function maskedKeys(schema, mask) {
    const raw = sourceShape(schema);
    const keys = [];
    // `for...in` skips symbols, so a symbol in the mask would select nothing
    for (const key of Reflect.ownKeys(mask)) {
        if (!Object.getOwnPropertyDescriptor(raw, key)?.enumerable) {
            throw new Error(`Unrecognized key: "${String(key)}"`);
        }
        if (mask[key])
            keys.push(key);
    }
    return keys;
}
function omit(schema, mask) {
    const currDef = schema._zod.def;
    const checks = currDef.checks;
    const hasChecks = checks && checks.length > 0;
    if (hasChecks) {
        throw new Error(".omit() cannot be used on object schemas containing refinements");
    }
    const omitted = new Set(maskedKeys(schema, mask));
    const newShape = {};
    mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)).filter((key) => !omitted.has(key)));
    return clone(schema, mergeDefs(currDef, { shape: newShape, checks: [] }));
}
function extend(schema, shape) {
    if (!isPlainObject(shape)) {
        throw new Error("Invalid input to extend: expected a plain object");
    }
    const checks = schema._zod.def.checks;
    const hasChecks = checks && checks.length > 0;
    if (hasChecks) {
        // Only throw if new shape overlaps with existing shape. Use getOwnPropertyDescriptor to check key existence without accessing values
        const existingShape = sourceShape(schema);
        for (const key of Reflect.ownKeys(shape)) {
            if (Object.getOwnPropertyDescriptor(existingShape, key) !== undefined) {
                throw new Error("Cannot overwrite keys on object schemas containing refinements. Use `.safeExtend()` instead.");
            }
        }
    }
    return clone(schema, mergeDefs(schema._zod.def, { shape: extended(schema, shape) }));
}
// the source's keys, then the caller's overlaid on top
function extended(schema, shape) {
    const newShape = {};
    mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)));
    mirrorProps(newShape, shape);
    return newShape;
}
function safeExtend(schema, shape) {
    if (!isPlainObject(shape)) {
        throw new Error("Invalid input to safeExtend: expected a plain object");
    }
    return clone(schema, mergeDefs(schema._zod.def, { shape: extended(schema, shape) }));
}
function merge(a, b) {
    if (!b?._zod?.def) {
        throw new Error("Invalid input to merge: expected an object schema. To merge a plain shape, use `.extend()`.");
    }
    if (a._zod.def.checks?.length) {
        throw new Error(".merge() cannot be used on object schemas containing refinements. Use .safeExtend() instead.");
    }
    const newShape = {};
    mirrorShape(newShape, a, Reflect.ownKeys(sourceShape(a)));
    mirrorShape(newShape, b, Reflect.ownKeys(sourceShape(b)));
    const def = mergeDefs(a._zod.def, {
        shape: newShape,
        get catchall() {
            return b._zod.def.catchall;
        },
        checks: b._zod.def.checks ?? [],
    });
    return clone(a, def);
}
function partial(Class, schema, mask, name = "partial") {
    const currDef = schema._zod.def;
    const checks = currDef.checks;
    const hasChecks = checks && checks.length > 0;
    if (hasChecks) {
        throw new Error(`.${name}() cannot be used on object schemas containing refinements`);
    }
    const selected = mask ? new Set(maskedKeys(schema, mask)) : undefined;
    const newShape = {};
    mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)), Class &&
        ((value, key) => (selected && !selected.has(key) ? value : new Class({ type: "optional", innerType: value }))));
    return clone(schema, mergeDefs(schema._zod.def, { shape: newShape, checks: [] }));
}
function required(Class, schema, mask) {
    const selected = mask ? new Set(maskedKeys(schema, mask)) : undefined;
    const newShape = {};
    mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)), (value, key) => 
    // overwrite with non-optional
    selected && !selected.has(key) ? value : new Class({ type: "nonoptional", innerType: value }));
    return clone(schema, mergeDefs(schema._zod.def, { shape: newShape }));
}
// invalid_type | too_big | too_small | invalid_format | not_multiple_of | unrecognized_keys | invalid_union | invalid_key | invalid_element | invalid_value | custom
function aborted(x, startIndex = 0) {
    if (x.aborted === true)
        return true;
    for (let i = startIndex; i < x.issues.length; i++) {
        if (x.issues[i]?.continue !== true) {
            return true;
        }
    }
    return false;
}
// Checks for explicit abort (continue === false), as opposed to implicit abort (continue === undefined). Used to respect `abort: true` in .refine() even for checks that have a `when` function.
function explicitlyAborted(x, startIndex = 0) {
    if (x.aborted === true)
        return true;
    for (let i = startIndex; i < x.issues.length; i++) {
        if (x.issues[i]?.continue === false) {
            return true;
        }
    }
    return false;
}
function prefixIssues(path, issues) {
    return issues.map((iss) => {
        var _a;
        (_a = iss).path ?? (_a.path = []);
        iss.path.unshift(path);
        return iss;
    });
}
function unwrapMessage(message) {
    return typeof message === "string" ? message : message?.message;
}
/* A check holds no link back to the schema it is attached to — the same check instance is shared by every clone of that schema — so the owner is stamped onto the issues a check just raised, at the only point where both are in scope. Runs on the failure path only; `start` is the issue count from before the check ran. */
/** The leading size checks of `defChecks` that set an upper bound, each paired with it. */
function sizeCaps(defChecks) {
    const caps = [];
    for (const ch of defChecks ?? []) {
        const d = ch._zod.def;
        // a later check may rewrite the value
        if (!/_(length|size)$|_equals$/.test(d.check))
            break;
        const max = d.maximum ?? d.length ?? d.size;
        if (max >= 0)
            caps.push([max, ch]);
    }
    return caps;
}
function attachSchema(issues, start, inst) {
    var _a;
    for (let i = start; i < issues.length; i++) {
        (_a = issues[i]).schema ?? (_a.schema = inst);
    }
}
function finalizeIssue(iss, ctx, config) {
    var _a;
    // A schema that raised an issue itself owns it outright, and outranks any stamp an enclosing check left in `attachSchema`. String formats and z.custom() are schema and check at once, so when they act as a check they defer to that stamp instead.
    const traits = iss.inst?._zod?.traits;
    if (traits?.has("$ZodType")) {
        if (traits.has("$ZodCheck"))
            (_a = iss).schema ?? (_a.schema = iss.inst);
        else
            iss.schema = iss.inst;
    }
    // Decreasing specificity, first map to return a message wins. `inst` is whatever raised the issue, so a check's own map outranks the owning schema's.
    const schemaError = iss.schema !== iss.inst ? iss.schema?._zod.def?.error : undefined;
    const message = iss.message
        ? iss.message
        : (unwrapMessage(iss.inst?._zod.def?.error?.(iss)) ??
            unwrapMessage(schemaError?.(iss)) ??
            unwrapMessage(ctx?.error?.(iss)) ??
            unwrapMessage(config.customError?.(iss)) ??
            unwrapMessage(config.localeError?.(iss)) ??
            "Invalid input");
    // an explicit own-key copy beats object rest with excluded keys, which v8 routes through a generic runtime call; Object.keys rather than for-in so an issue pushed with a prototype does not leak inherited keys, and an own __proto__ key is dropped rather than assigned through the setter
    const full = {};
    for (const k of Object.keys(iss)) {
        if (k === "inst" || k === "schema" || k === "continue" || k === "input" || k === "__proto__")
            continue;
        full[k] = iss[k];
    }
    full.path ?? (full.path = []);
    full.message = message;
    if (ctx?.reportInput) {
        full.input = iss.input;
    }
    return full;
}
function getSizableOrigin(input) {
    if (input instanceof Set)
        return "set";
    if (input instanceof Map)
        return "map";
    // @ts-ignore
    if (input instanceof File)
        return "file";
    return "unknown";
}
const highSurrogate = /[\uD800-\uDBFF]/;
// Code points in `str`: a surrogate pair counts once, a lone surrogate as itself. Hand-rolled because the string iterator allocates and runs ~250x slower on this path; the regex probe exits ~50x quicker for a string with no astral characters.
function codePointLength(str) {
    const units = str.length;
    if (!highSurrogate.test(str))
        return units;
    let count = units;
    for (let i = 0; i < units - 1; i++) {
        if ((str.charCodeAt(i) & 0xfc00) === 0xd800 && (str.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
            count--;
            i++;
        }
    }
    return count;
}
function getLengthableOrigin(input) {
    if (Array.isArray(input))
        return "array";
    if (typeof input === "string")
        return "string";
    return "unknown";
}
function parsedType(data) {
    const t = typeof data;
    switch (t) {
        case "number": {
            return Number.isNaN(data) ? "nan" : "number";
        }
        case "object": {
            if (data === null) {
                return "null";
            }
            if (Array.isArray(data)) {
                return "array";
            }
            const obj = data;
            if (obj && Object.getPrototypeOf(obj) !== Object.prototype && "constructor" in obj && obj.constructor) {
                return obj.constructor.name;
            }
        }
    }
    return t;
}
function issue(...args) {
    const [iss, input, inst] = args;
    if (typeof iss === "string") {
        return {
            message: iss,
            code: "custom",
            input,
            inst,
        };
    }
    return { ...iss };
}
function cleanEnum(obj) {
    return Object.entries(obj)
        .filter(([k, _]) => {
        // return true if NaN, meaning it's not a number, thus a string key
        return Number.isNaN(Number.parseInt(k, 10));
    })
        .map((el) => el[1]);
}
// Codec utility functions
function base64ToUint8Array(base64) {
    const binaryString = atob(base64);
    const bytes = new Uint8Array(binaryString.length);
    for (let i = 0; i < binaryString.length; i++) {
        bytes[i] = binaryString.charCodeAt(i);
    }
    return bytes;
}
function uint8ArrayToBase64(bytes) {
    let binaryString = "";
    for (let i = 0; i < bytes.length; i++) {
        binaryString += String.fromCharCode(bytes[i]);
    }
    return btoa(binaryString);
}
function base64urlToUint8Array(base64url) {
    const base64 = base64url.replace(/-/g, "+").replace(/_/g, "/");
    const padding = "=".repeat((4 - (base64.length % 4)) % 4);
    return base64ToUint8Array(base64 + padding);
}
function uint8ArrayToBase64url(bytes) {
    return uint8ArrayToBase64(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
}
function hexToUint8Array(hex) {
    const cleanHex = hex.replace(/^0x/, "");
    if (cleanHex.length % 2 !== 0) {
        throw new Error("Invalid hex string length");
    }
    const bytes = new Uint8Array(cleanHex.length / 2);
    for (let i = 0; i < cleanHex.length; i += 2) {
        bytes[i / 2] = Number.parseInt(cleanHex.slice(i, i + 2), 16);
    }
    return bytes;
}
function uint8ArrayToHex(bytes) {
    return Array.from(bytes)
        .map((b) => b.toString(16).padStart(2, "0"))
        .join("");
}
// instanceof
class Class {
    constructor(..._args) { }
}
//////////    PROTOTYPE INSTALLERS     //////////
//
// Members live on the prototype and materialize per instance on first read, which keeps own-property count under the step where V8 stops using inline slots. Changing anything here means re-measuring runtime, memory and bundle size together — see "The three axes" in AGENTS.md.
/**
 * Installs a trait's members on its prototype. Each value builds that member for the instance on first read; the built value shadows the accessor as an own property, so a detached `const { parse } = schema` keeps working.
 *
 * Call this from a `proto` initializer, which runs once per prototype — never per instance.
 */
function members(proto, table) {
    for (const key in table) {
        const desc = Object.getOwnPropertyDescriptor(table, key);
        // a getter installs as written, so it stays live: `description` reads through to the registry on every access. not enumerable: an object literal's is, and a prototype member never was
        if (desc.get)
            Object.defineProperty(proto, key, { ...desc, enumerable: false });
        // a method materializes bound on first read, which is what keeps a detached member working: `const opt = schema.optional; opt()`
        else
            defineBound(proto, key, desc.value);
    }
}
/** Shadows a prototype member with an own value, so a getter that builds from the instance runs once. */
function own(inst, key, value, enumerable = true) {
    Object.defineProperty(inst, key, { configurable: true, writable: true, enumerable, value });
    return value;
}
/** Like {@link own}, for a member that was never an own data property and has to stay out of `Object.keys`. */
function hide(inst, key, value) {
    return own(inst, key, value, false);
}
/** Adds members a table derives from the instance: each builds on first read and shadows as own data, and assignment shadows the same way, as when these were own properties. */
function derived(computes, table) {
    for (const key in computes) {
        const compute = computes[key];
        // an object literal's accessor is configurable and enumerable, and `members` copies the descriptor as written
        Object.defineProperty(table, key, {
            configurable: true,
            enumerable: true,
            get() {
                return own(this, key, compute(this));
            },
            set(value) {
                own(this, key, value);
            },
        });
    }
    return table;
}
function defineBound(proto, key, fn) {
    Object.defineProperty(proto, key, {
        configurable: true,
        get() {
            // vitest's spyOn calls a prototype getter bare to find the function it wraps, so a nullish receiver answers the raw method
            return this == null ? fn : own(this, key, fn.bind(this));
        },
        set(value) {
            own(this, key, value);
        },
    });
}
/** Returns the prototype to install on, or `undefined` if this group is already installed on it. */
function claim(inst, sentinel) {
    const proto = Object.getPrototypeOf(inst);
    // Runs on every construction, so `in` rather than the costlier `hasOwnProperty.call`. Sentinels are keys the group itself defines.
    return sentinel in proto ? undefined : proto;
}
// The internals whose init chain is installing. A second call for the same one is a derived constructor overriding its base, so it must not construct another schema in between or the override is dropped.
let installing;
// Set while a getter is running, so a value that resolved through a recursion break is not memoized. One shared descriptor shadows the key for the duration, which costs no per-key allocation.
let broke = false;
const breaker = {
    configurable: true,
    get() {
        broke = true;
        return undefined;
    },
};
/**
 * Installs a lazily-derived internal on the `_zod` prototype of `inst`'s
 * constructor, computed from the internals object itself and cached there on
 * first read. One accessor per constructor rather than one per instance.
 */
function defineLazyInternal(inst, key, compute) {
    const proto = Object.getPrototypeOf(inst._zod);
    if (key in proto && installing !== inst._zod) {
        // A repeat construction: everything is installed already. Cleared here so the reference is not held past the first construction of every type.
        installing = undefined;
        return;
    }
    installing = inst._zod;
    Object.defineProperty(proto, key, {
        configurable: true,
        get() {
            // Shadowed before computing so a re-entrant read from a recursive schema resolves to undefined instead of running the getter again.
            Object.defineProperty(this, key, breaker);
            const outer = broke;
            broke = false;
            try {
                const value = compute(this);
                // A result that resolved through a recursion break is recomputed once the graph is complete; everything else memoizes, undefined included.
                if (broke)
                    delete this[key];
                else
                    Object.defineProperty(this, key, { configurable: true, writable: true, value });
                broke = broke || outer;
                return value;
            }
            catch (err) {
                // A compute that threw memoizes nothing, so a later read runs it again and fails the same way. The shadow goes with it, since leaving it installed would answer undefined for every later read.
                delete this[key];
                broke = broke || outer;
                throw err;
            }
        },
        set(value) {
            Object.defineProperty(this, key, { configurable: true, writable: true, value });
        },
    });
}
/**
 * Installs `key` on `inst`'s prototype, computed by `make` on first read and cached there as an own
 * data property. One accessor per constructor rather than one per instance, because an own accessor
 * puts every instance after the first into v8 dictionary mode. The key doubles as the sentinel.
 */
function installLazyProp(inst, key, make, enumerable) {
    const proto = claim(inst, key);
    if (!proto)
        return;
    Object.defineProperty(proto, key, {
        configurable: true,
        get() {
            // Shadowed before computing, so a re-entrant read from a self-referential shape resolves to undefined instead of running the getter again. A data property rather than an accessor: an own accessor is the dictionary-mode transition this exists to avoid.
            const desc = { configurable: true, writable: true, enumerable, value: undefined };
            Object.defineProperty(this, key, desc);
            // a compute that throws leaves the shadow behind, so later reads answer undefined instead of re-throwing; `defineLazy` did the same, and `defineLazyInternal`'s delete-on-catch would cost bytes in every bundle for a case only a throwing user getter reaches
            desc.value = make(this);
            Object.defineProperty(this, key, desc);
            return desc.value;
        },
        set(value) {
            Object.defineProperty(this, key, { configurable: true, writable: true, enumerable, value });
        },
    });
}
/** Marks the thunk `_catch` synthesises for a constant catch value. `Function.length` cannot tell that thunk from a user callback — rest and defaulted parameters both report arity 0 — and a user callback reads `ctx.error`, whose issues only finalize correctly against the caller's per-parse error map. Provenance can say what arity cannot. A plain string key rather than `Symbol.for`, whose call at module scope no bundler can prove pure — the same shape that anchored `urlCanParse` into every build. */
const CONSTANT_CATCH = "~constantCatch";
/** Wraps a constant catch value in a thunk tagged with {@link CONSTANT_CATCH}. */
function constantCatch(value) {
    const fn = () => value;
    fn[CONSTANT_CATCH] = true;
    return fn;
}


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
var __webpack_exports__ = {};

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  C: () => (/* binding */ launch_runAction),
  a: () => (/* binding */ launch_runCli)
});

// EXTERNAL MODULE: ./build/domain/problem.js
var domain_problem = __nccwpck_require__(6282);
// EXTERNAL MODULE: ./build/domain/version.js
var version = __nccwpck_require__(8729);
;// CONCATENATED MODULE: ./build/hosts/interrupt.js

/**
 * A signal that is aborted by the first SIGINT or SIGTERM. The second one calls `giveUp`: whoever asks twice does not want to wait.
 * Runners send both, some seconds apart, before they kill: https://docs.github.com/actions/reference/workflows-and-actions/workflow-cancellation
 */
function listenForInterrupt(source, giveUp) {
    const controller = new AbortController();
    const interrupt = (name) => {
        if (controller.signal.aborted)
            giveUp();
        else
            controller.abort((0,domain_problem/* problemError */.gS)({ code: 'cancelled', summary: `The run was interrupted (${name}).` }));
    };
    source.on('SIGINT', () => interrupt('SIGINT'));
    source.on('SIGTERM', () => interrupt('SIGTERM'));
    return controller.signal;
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __nccwpck_require__(7975);
;// CONCATENATED MODULE: ./build/hosts/terminal/arguments.js

/** Flags that every verb has. */
const commonFlags = {
    json: 'print one JSON document on standard output, everything else on standard error',
    help: 'show this help',
    version: 'show the version',
};
/** Finds the verb and the common flags, without knowing what flags the verb has. */
function splitArguments(args) {
    const at = args.findIndex((argument) => !argument.startsWith('-'));
    const others = at < 0 ? args : args.toSpliced(at, 1);
    const common = others.flatMap((argument) => commonFlagOf(argument) ?? []);
    return {
        verb: at < 0 ? undefined : args[at],
        common: new Set(common),
        rest: others.filter((argument) => commonFlagOf(argument) === undefined),
    };
}
function commonFlagOf(argument) {
    const names = {
        '--json': 'json',
        '--help': 'help',
        '-h': 'help',
        '--version': 'version',
    };
    return Object.hasOwn(names, argument) ? names[argument] : undefined;
}
/** Reads flags into raw inputs. Unknown flags are kept, so that all problems can be told together. */
function readFlags(inputs, args) {
    const { tokens } = (0,external_node_util_.parseArgs)({
        args: [...args],
        options: optionsOf(inputs),
        strict: false,
        allowPositionals: true,
        tokens: true,
    });
    const flags = tokens.flatMap((token) => token.kind === 'option' ? [{ name: token.name, value: token.value, inline: token.inlineValue === true }] : []);
    const strays = tokens.filter((token, index) => token.kind === 'positional' && !followsUnknown(tokens[index - 1], inputs));
    return {
        raw: Object.fromEntries(flags.map((flag) => [flag.name, rawValueOf(flag, inputs, flags)])),
        problems: [
            ...strays.flatMap((token) => (token.kind === 'positional' ? [stray(token.value)] : [])),
            ...flags.flatMap((flag) => misuse(flag, inputs)),
            ...repeated(flags, inputs),
        ],
    };
}
function optionsOf(inputs) {
    const entries = Object.entries(inputs).map(([name, input]) => {
        const type = input.type === 'switch' ? 'boolean' : 'string';
        return [name, { type }];
    });
    return Object.fromEntries(entries);
}
/** The value of an unknown flag looks like a stray argument; one problem is enough. */
function followsUnknown(before, inputs) {
    return before?.kind === 'option' && !Object.hasOwn(inputs, before.name ?? '');
}
function rawValueOf(flag, inputs, all) {
    const type = Object.hasOwn(inputs, flag.name) ? inputs[flag.name]?.type : undefined;
    if (type === 'switch')
        return flag.value ?? 'true';
    if (type !== 'list')
        return flag.value ?? '';
    return all
        .filter((other) => other.name === flag.name)
        .map((other) => other.value ?? '')
        .join('\n');
}
function misuse(flag, inputs) {
    const input = Object.hasOwn(inputs, flag.name) ? inputs[flag.name] : undefined;
    if (input === undefined || input.type === 'switch' || flag.inline)
        return [];
    const value = flag.value ?? '';
    if (value !== '' && !value.startsWith('--'))
        return [];
    return [{ code: 'input', summary: `--${flag.name} needs a value.`, detail: `Expected: ${input.describe}.` }];
}
function repeated(flags, inputs) {
    const twice = flags.filter((flag, index) => flags.findIndex((other) => other.name === flag.name) !== index);
    const single = twice.filter((flag) => Object.hasOwn(inputs, flag.name) && inputs[flag.name]?.type !== 'list');
    return [...new Set(single.map((flag) => flag.name))].map((name) => ({
        code: 'input',
        summary: `--${name} is given more than once.`,
    }));
}
function stray(value) {
    return {
        code: 'input',
        summary: `The argument ${JSON.stringify(value)} belongs to no flag.`,
        detail: 'Flags are written --name value or --name=value.',
    };
}

// EXTERNAL MODULE: ./build/domain/exit-code.js
var exit_code = __nccwpck_require__(8539);
;// CONCATENATED MODULE: ./build/hosts/terminal/variables.js
const prefix = 'KUSTO_REBUILD_';
/** The variable that stands for an input, so that a secret need not be on the command line. */
function variableOf(input) {
    return prefix + input.toUpperCase().replaceAll('-', '_');
}
/** Raw inputs from the environment; those of other verbs are left alone. */
function readVariables(inputs, environment) {
    const entries = Object.keys(inputs).map((name) => [name, environment[variableOf(name)] ?? '']);
    return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}
/** Variables with our prefix that stand for no input of any verb: most likely misspelt. */
function unknownVariables(names, environment) {
    const known = new Set(names.map(variableOf));
    return Object.keys(environment)
        .filter((name) => name.startsWith(prefix) && !known.has(name))
        .map((name) => ({ code: 'input', summary: `The environment variable ${name} stands for no input.` }));
}

;// CONCATENATED MODULE: ./build/hosts/terminal/help.js



/** What the groups of verbs are for, in the order of the help. */
const groups = {
    start: 'Start',
    change: 'Change',
    keep: 'Keep',
    prove: 'Prove',
    recover: 'Recover',
    workflow: 'In workflows',
};
/** The help of the program: verbs by group. */
function programHelp(commands) {
    const sections = Object.entries(groups).flatMap(([group, title]) => {
        const verbs = commands.filter((command) => command.group === group && command.hosts.includes('cli'));
        return verbs.length === 0
            ? []
            : [
                section(title, verbs.map((command) => [command.name, command.summary])),
            ];
    });
    return page([
        'kusto-rebuild: backup, deploy and restore for Azure Data Explorer (Kusto)',
        'Usage: kusto-rebuild <verb> [flags]\n       kusto-rebuild <verb> --help',
        ...sections,
        section('Flags of every verb', commonRows()),
        exitCodeSection(),
    ]);
}
/** The help of one verb: inputs with their rules and defaults, outputs of the JSON document, exit codes. */
function verbHelp(command) {
    const inputs = Object.entries(command.inputs);
    return page([
        `kusto-rebuild ${command.name}: ${command.summary}`,
        `Usage: kusto-rebuild ${[command.name, ...inputs.flatMap(([name, input]) => (input.required ? [flagOf(name, input)] : [])), '[flags]'].join(' ')}`,
        section('Inputs', inputs.map(([name, input]) => [flagOf(name, input), ruleOf(input)])),
        `A flag that is not given is taken from the environment, for example ${variableOf(inputs[0]?.[0] ?? 'cluster')}.`,
        section('Outputs in the JSON document', command.outputs.map((output) => [output.name, output.describe])),
        section('Flags of every verb', commonRows()),
        exitCodeSection(),
    ]);
}
/** What is allowed, in words, after the description: required, choices, default. */
function ruleOf(input) {
    const parts = [
        input.required === true ? 'required' : '',
        input.type === 'choice' ? `one of ${input.choices.join(', ')}` : '',
        input.type === 'count' ? 'a whole number' : '',
        input.type === 'list' ? 'separated by commas, or given several times' : '',
        'default' in input && input.default !== undefined ? `default ${input.default}` : '',
    ].filter((part) => part !== '');
    return parts.length === 0 ? input.describe : `${input.describe} (${parts.join('; ')})`;
}
function flagOf(name, input) {
    if (input.type === 'switch')
        return `--${name}`;
    return `--${name} <${input.type === 'choice' ? 'word' : input.type === 'count' ? 'number' : input.type}>`;
}
function commonRows() {
    return Object.entries(commonFlags).map(([name, text]) => [`--${name}`, text]);
}
function exitCodeSection() {
    const rows = Object.entries(exit_code/* exitCodes */.h).map(([code, { meaning }]) => [code, meaning]);
    return section('Exit codes', rows);
}
function section(title, rows) {
    if (rows.length === 0)
        return '';
    const width = Math.max(...rows.map(([name]) => name.length));
    return [`${title}:`, ...rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`)].join('\n');
}
function page(sections) {
    return `${sections.filter((part) => part !== '').join('\n\n')}\n`;
}

// EXTERNAL MODULE: ./build/report/document.js
var report_document = __nccwpck_require__(1294);
// EXTERNAL MODULE: ./build/report/escape.js
var report_escape = __nccwpck_require__(9924);
// EXTERNAL MODULE: ./build/report/run-report.js
var run_report = __nccwpck_require__(2065);
;// CONCATENATED MODULE: ./build/report/json.js


/** Raised when a field is removed or changes its meaning; new fields do not raise it. */
const jsonFormatVersion = 1;
/** The one document that `--json` prints. `bigint` becomes a string. */
function renderJson(run) {
    const document = {
        formatVersion: jsonFormatVersion,
        verb: run.verb,
        exitCode: run.exitCode,
        result: exit_code/* exitCodes */.h[run.exitCode].word,
        verdict: run.verdict?.kind ?? null,
        problems: (0,run_report/* allProblems */.U)(run),
        outcomes: run.outcomes,
        outputs: run.outputs,
        data: run.data,
    };
    return `${JSON.stringify(document, (_, value) => (typeof value === 'bigint' ? value.toString() : value), 2)}\n`;
}

// EXTERNAL MODULE: ./build/report/redact-report.js
var redact_report = __nccwpck_require__(2209);
// EXTERNAL MODULE: ./build/report/text.js
var report_text = __nccwpck_require__(3920);
// EXTERNAL MODULE: ./build/hosts/step-lines.js
var step_lines = __nccwpck_require__(9194);
// EXTERNAL MODULE: ./build/hosts/veil.js
var hosts_veil = __nccwpck_require__(3830);
;// CONCATENATED MODULE: ./build/hosts/terminal/terminal.js







/** The report goes to standard output, everything else to standard error. */
function createTerminal(options) {
    const veil = (0,hosts_veil/* createVeil */.L)();
    const say = (text) => {
        options.stderr.write(`${veil.redact(text)}\n`);
    };
    return {
        spell: (input) => `--${input}`,
        signal: options.signal,
        workingDirectory: options.workingDirectory,
        hide: veil.hide,
        trace: say,
        progress: {
            phase: (text) => say(`== ${(0,report_escape/* oneLine */.TN)(text)}`),
            note: (text) => say(`   ${(0,report_escape/* oneLine */.TN)(text)}`),
            advance: (0,step_lines/* stepLines */.m)((line) => say(`   ${(0,report_escape/* oneLine */.TN)(line)}`)),
            warn: (text) => say(`!! ${(0,report_escape/* oneLine */.TN)(text)}`),
        },
        show: async (report) => {
            const run = (0,redact_report/* redactReport */.a)(report, veil.redact);
            const text = options.output === 'json'
                ? renderJson(run)
                : veil.redact((0,report_text/* renderText */.S)((0,report_document/* documentOf */.l)(run), paletteFor(options.stdout, options.environment)));
            options.stdout.write(text);
        },
    };
}
/** See https://no-color.org: set and not empty means plain. */
function paletteFor(sink, environment) {
    return sink.isTTY === true && (environment.NO_COLOR ?? '') === '' ? 'colour' : 'plain';
}

// EXTERNAL MODULE: external "node:util/types"
var types_ = __nccwpck_require__(3429);
// EXTERNAL MODULE: ./node_modules/fastest-levenshtein/mod.js
var mod = __nccwpck_require__(1916);
;// CONCATENATED MODULE: ./build/verbs/parse-request.js

/** Turns raw inputs into a frozen request, or tells everything that is wrong with them at once. Shows no secret. */
function parseRequest(inputs, raw, spell) {
    const parsed = Object.entries(inputs).map(([name, input]) => ({ name, ...parseInput(name, input, raw, spell) }));
    const unknown = Object.keys(raw).filter((name) => !Object.hasOwn(inputs, name));
    const problems = [
        ...unknown.map((name) => unknownName(name, Object.keys(inputs), spell)),
        ...parsed.flatMap((entry) => ('problem' in entry ? [entry.problem] : [])),
    ];
    if (problems.length > 0)
        return { kind: 'problems', problems };
    const values = parsed.map((entry) => [entry.name, 'value' in entry ? entry.value : undefined]);
    return { kind: 'request', request: Object.freeze(Object.fromEntries(values)) };
}
function parseInput(name, input, raw, spell) {
    const given = (Object.hasOwn(raw, name) ? (raw[name] ?? '') : '').trim();
    const value = given === '' ? defaultOf(input) : given;
    if (value === undefined && input.required === true)
        return { problem: missing(name, input, spell) };
    if (value === undefined)
        return { value: absent(input) };
    return parseValue(name, input, value, spell);
}
function defaultOf(input) {
    return 'default' in input ? input.default : undefined;
}
function absent(input) {
    if (input.type === 'switch')
        return false;
    return input.type === 'list' ? Object.freeze([]) : undefined;
}
function parseValue(name, input, value, spell) {
    const wrong = (summary, allowed) => ({
        problem: { code: 'input', summary: `${spell(name)} ${summary}`, detail: `${seen(input, value)} ${allowed}` },
    });
    switch (input.type) {
        case 'text':
            return { value };
        case 'list':
            return parseList(name, input, value, spell);
        case 'uri':
            return isHttpUri(value) ? { value } : wrong('is not a URI.', 'Expected an address that begins with https://.');
        case 'choice':
            return input.choices.includes(value)
                ? { value }
                : wrong('has a value that is not allowed.', choicesText(input.choices, value));
        case 'count':
            return /^[1-9]\d{0,14}$/.test(value)
                ? { value: Number(value) }
                : wrong('is not a whole number from 1 on.', 'Write it with digits only, for example 1000000.');
        case 'switch':
            return parseSwitch(value) ?? wrong('is neither true nor false.', 'Allowed: true, false.');
    }
}
function parseList(name, input, value, spell) {
    const items = value
        .split(/[,\n]/)
        .map((item) => item.trim())
        .filter((item) => item !== '');
    if (items.length > 0)
        return { value: Object.freeze(items) };
    return input.required === true ? { problem: missing(name, input, spell) } : { value: absent(input) };
}
/** The spellings of YAML 1.2, in which workflows are written. */
function parseSwitch(value) {
    if (/^(true|True|TRUE)$/.test(value))
        return { value: true };
    return /^(false|False|FALSE)$/.test(value) ? { value: false } : undefined;
}
function isHttpUri(value) {
    const uri = URL.parse(value);
    return uri !== null && (uri.protocol === 'https:' || uri.protocol === 'http:') && uri.hostname !== '';
}
function choicesText(choices, value) {
    return `Allowed: ${choices.join(', ')}.${suggest(value, choices, (choice) => choice)}`;
}
function seen(input, value) {
    if (input.secret === 'value')
        return 'The value given is not shown, since it is a secret.';
    const shown = input.secret === 'query' ? withoutQuery(value) : value;
    return `Seen: ${JSON.stringify(shown)}.`;
}
function withoutQuery(value) {
    const [head = '', ...rest] = value.split('?');
    return rest.length === 0 ? head : `${head}?…`;
}
function missing(name, input, spell) {
    return { code: 'input', summary: `${spell(name)} is required.`, detail: `Expected: ${input.describe}.` };
}
function unknownName(name, known, spell) {
    const near = suggest(name, known, spell);
    const detail = near === '' ? `Known: ${known.map(spell).join(', ')}.` : near.trim();
    return { code: 'input', summary: `${spell(name)} is not known here.`, detail };
}
/** ` Did you mean x?`, or nothing when no candidate is near enough to be meant. */
function suggest(word, candidates, spell) {
    if (candidates.length === 0)
        return '';
    const lower = word.toLowerCase();
    const nearest = (0,mod/* closest */.kp)(lower, [...candidates]);
    const reach = Math.max(1, Math.ceil(Math.max(nearest.length, lower.length) / 3));
    return (0,mod/* distance */.Io)(lower, nearest) <= reach ? ` Did you mean ${spell(nearest)}?` : '';
}
/** Everything in the raw inputs that must never be printed: registered with the host before it prints anything. */
function secretsOf(inputs, raw) {
    const found = Object.entries(inputs).flatMap(([name, input]) => secretsIn(input, (raw[name] ?? '').trim()));
    return [...new Set(found.filter((secret) => secret !== ''))];
}
function secretsIn(input, value) {
    if (input.secret === 'value')
        return [value];
    const start = value.indexOf('?');
    if (input.secret !== 'query' || start < 0)
        return [];
    const query = value.slice(start + 1);
    return [query, ...signaturesIn(query)];
}
/** Signatures as written and decoded: logs may show either. */
function signaturesIn(query) {
    const raw = [...query.matchAll(/(?:^|&)sig=([^&#]*)/gi)].map((match) => match[1] ?? '');
    return [...raw, ...new URLSearchParams(query).getAll('sig')];
}

;// CONCATENATED MODULE: ./build/main.js




/** Runners kill some 7 seconds after they interrupt; the report needs a part of that. */
const graceMilliseconds = 4000;
/** Parses, runs, renders, and chooses the exit code. Outside the gateways this is the only place that catches. */
async function runVerb(run) {
    const { command, host, raw } = run;
    host.hide(secretsOf(command.inputs, raw));
    const phases = [];
    const report = await perform({ ...run, host: recordPhases(host, phases) }).catch((error) => ({
        ...stoppedReport(command.name, problemsOf(error, host).map((problem) => withAdvice(problem, command))),
        report: begun(phases),
        data: { phases },
    }));
    await host.show(report);
    return report.exitCode;
}
async function perform(run) {
    const request = launch_parse(run);
    const world = await run.openWorld(run.host);
    const grace = run.graceMilliseconds ?? graceMilliseconds;
    const result = await endOf(run.command.run(request, world), run.host.signal, grace);
    return finishedReport(run.command.name, result);
}
function recordPhases(host, phases) {
    const phase = (text) => {
        phases.push(text);
        host.progress.phase(text);
    };
    return { ...host, progress: { ...host.progress, phase } };
}
/** A run that was stopped has no report of its own; how far it came is known from its phases. */
function begun(phases) {
    if (phases.length === 0)
        return [];
    const facts = phases.map((phase, index) => {
        const state = index === phases.length - 1 ? 'stopped here' : 'finished';
        return [`${index + 1}. ${phase}`, state];
    });
    return [{ kind: 'facts', facts }];
}
function launch_parse({ command, raw, problems, host }) {
    const parsed = parseRequest(command.inputs, raw, host.spell);
    (0,domain_problem/* throwProblems */.Jh)([...problems, ...(parsed.kind === 'problems' ? parsed.problems : [])]);
    return parsed.kind === 'request' ? parsed.request : {};
}
/** The result of the verb, or the reason of the interruption when the verb does not end in time after it. */
async function endOf(work, signal, grace) {
    let timer;
    const interrupted = new Promise((_, reject) => {
        const startTimer = () => {
            timer = setTimeout(() => reject(signal.reason), grace);
        };
        if (signal.aborted)
            startTimer();
        else
            signal.addEventListener('abort', startTimer, { once: true });
    });
    return Promise.race([work, interrupted]).finally(() => clearTimeout(timer));
}
function finishedReport(verb, result) {
    return { ...result, verb, problems: [], exitCode: (0,exit_code/* chooseExitCode */.x)({ ...result, problems: [] }) };
}
/** The report of a run that problems stopped. */
function stoppedReport(verb, problems) {
    const exitCode = (0,exit_code/* chooseExitCode */.x)({ problems, outcomes: [] });
    return { verb, exitCode, problems, outcomes: [], report: [], outputs: {}, data: {} };
}
function withAdvice(problem, { afterInterruption }) {
    if (problem.code !== 'cancelled' || afterInterruption === undefined)
        return problem;
    return { ...problem, next: afterInterruption };
}
/** Expected problems are told; anything else is a defect, of which the stack is shown. */
function problemsOf(error, host) {
    if (error instanceof domain_problem/* ProblemError */.Mm) {
        if (error.problems.some((problem) => problem.code === 'bug'))
            host.trace(stackOf(error));
        return error.problems;
    }
    if (isAbort(error) && host.signal.reason instanceof domain_problem/* ProblemError */.Mm)
        return host.signal.reason.problems;
    host.trace(stackOf(error));
    return [
        {
            code: 'bug',
            summary: `kusto-rebuild stopped at a defect of its own: ${(0,types_.isNativeError)(error) ? error.message : String(error)}`,
            next: 'Please report it, with the stack from the log and the version that --version prints.',
        },
    ];
}
/** What SDKs throw when the signal of the run stops them. */
function isAbort(error) {
    return (0,types_.isNativeError)(error) && error.name === 'AbortError';
}
function stackOf(error) {
    if (!(0,types_.isNativeError)(error))
        return String(error);
    const own = error.stack ?? error.message;
    return error.cause === undefined ? own : `${own}\ncaused by ${stackOf(error.cause)}`;
}

;// CONCATENATED MODULE: ./build/program.js










/** Runs the command line; resolves with the exit code and never rejects for what the user did. */
async function runCli(program, args, process) {
    const { commands } = program;
    const split = splitArguments(args);
    const command = commands.find(({ name, hosts }) => name === split.verb && hosts.includes('cli'));
    if (split.common.has('version'))
        return tell(split, process, 'version', `${version/* version */.r}\n`);
    if (split.common.has('help') && (command !== undefined || split.verb === undefined)) {
        return tell(split, process, 'help', command === undefined ? programHelp(commands) : verbHelp(command));
    }
    const host = terminalOf(split, process);
    if (command !== undefined)
        return runFromTerminal(program, command, split, process, host);
    const report = stoppedReport('', [unknownVerb(commands, split.verb)]);
    await host.show(report);
    return report.exitCode;
}
/** Runs one verb as a step of a GitHub workflow; resolves with the exit code. */
async function runAction({ commands, openWorld }, verb, process) {
    const [{ createGitHub }, { readActionInputs }, { runnerToolkit }] = await Promise.all([
        __nccwpck_require__.e(/* import() */ 647).then(__nccwpck_require__.bind(__nccwpck_require__, 647)),
        __nccwpck_require__.e(/* import() */ 825).then(__nccwpck_require__.bind(__nccwpck_require__, 7825)),
        Promise.all(/* import() */[__nccwpck_require__.e(421), __nccwpck_require__.e(132)]).then(__nccwpck_require__.bind(__nccwpck_require__, 2132)),
    ]);
    const command = commands.find(({ name, hosts }) => name === verb && hosts.includes('action'));
    if (command === undefined)
        throw (0,domain_problem/* problemError */.gS)({ code: 'bug', summary: `There is no action for the verb "${verb}".` });
    const signal = signalOf(process);
    const host = createGitHub({ toolkit: runnerToolkit, environment: process.env, signal });
    return leave(runVerb({ command, raw: readActionInputs(process.env), problems: [], host, openWorld }), signal, process);
}
function runFromTerminal({ commands, openWorld }, command, split, process, host) {
    const flags = readFlags(command.inputs, split.rest);
    const names = commands.flatMap(({ inputs }) => Object.keys(inputs));
    const raw = { ...readVariables(command.inputs, process.env), ...flags.raw };
    const problems = [...flags.problems, ...unknownVariables(names, process.env)];
    return leave(runVerb({ command, raw, problems, host, openWorld }), host.signal, process);
}
function terminalOf({ common }, process) {
    return createTerminal({
        output: common.has('json') ? 'json' : 'text',
        stdout: process.stdout,
        stderr: process.stderr,
        environment: process.env,
        signal: signalOf(process),
        workingDirectory: process.cwd(),
    });
}
function signalOf(process) {
    return listenForInterrupt(process, () => process.exit(130));
}
/** An interrupted verb may have left requests behind that would keep the process alive. */
async function leave(running, signal, process) {
    const exitCode = await running;
    if (signal.aborted)
        setTimeout(() => process.exit(exitCode), 200).unref();
    return exitCode;
}
function tell({ common, verb }, process, name, text) {
    const report = { ...stoppedReport(verb ?? '', []), data: { [name]: text.trimEnd() } };
    process.stdout.write(common.has('json') ? renderJson(report) : text);
    return 0;
}
function unknownVerb(commands, verb) {
    const names = commands.filter(({ hosts }) => hosts.includes('cli')).map(({ name }) => name);
    const next = 'kusto-rebuild --help lists the verbs; the verb comes before its flags.';
    if (verb === undefined)
        return { code: 'input', summary: 'No verb is given.', detail: `Verbs: ${names.join(', ')}.`, next };
    const near = suggest(verb, names, (name) => name);
    const detail = near === '' ? `Verbs: ${names.join(', ')}.` : near.trim();
    return { code: 'input', summary: `There is no verb ${JSON.stringify(verb)}.`, detail, next };
}

;// CONCATENATED MODULE: ./build/domain/names.js
function snapshotId(startedAt, random) {
    const stamp = startedAt
        .toISOString()
        .replace(/[-:]/g, '')
        .replace(/\.\d+Z$/, 'Z');
    return `${stamp}-${random}`;
}
function parseSnapshotId(text) {
    return /^\d{8}T\d{6}Z-[0-9a-f]{4}$/.test(text) ? text : undefined;
}
function runId(random) {
    if (!/^[0-9a-f]{8}$/.test(random))
        throw new Error(`not eight hexadecimal characters: ${random}`);
    return random;
}
/** Names of tables that a run makes beside the live ones. `index` is the table's place in the snapshot. */
function ownTable(purpose, run, index) {
    return `kr_${purpose}_${run}_${index}`;
}
function isOwnTable(name) {
    return /^kr_(raw|stage|old|probe|data)_[0-9a-f]{8}_\d+$/.test(name);
}
/**
 * Tag of one attempt at one file: one term of fixed width without punctuation, so that no extent tags retention policy can strip it
 * and a search for it finds nothing else. Source: https://learn.microsoft.com/kusto/management/extent-tags-retention-policy
 */
function attemptTag(run, file, attempt) {
    return `kr${run}f${String(file).padStart(7, '0')}a${String(attempt).padStart(3, '0')}`;
}

;// CONCATENATED MODULE: ./build/domain/snapshot/paths.js
const segment = (text) => encodeURIComponent(text).replace(/[.~'()*!]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);
function databasePaths(clusterHost, database) {
    const place = `${clusterHost}/${encodeURIComponent(database)}`;
    return { data: `data/${place}`, control: `control/${place}` };
}
function snapshotFolder(paths, id) {
    return `${paths.data}/${id}`;
}
function manifestPath(paths, id) {
    return `${snapshotFolder(paths, id)}/manifest.json`;
}
function schemaScriptPath(paths, id) {
    return `${snapshotFolder(paths, id)}/schema.kql`;
}
/** Tables lie in numbered folders with a readable tail, since a table may have any name. */
function tableFolder(paths, id, index, table) {
    return `${snapshotFolder(paths, id)}/tables/${String(index).padStart(4, '0')}-${segment(table).slice(0, 60)}`;
}
function fileListPath(folder) {
    return `${folder}/files.jsonl`;
}
/** How to bring one table back without this tool. */
function handScriptPath(folder) {
    return `${folder}/restore.kql`;
}
function handPagePath(paths, id) {
    return `${snapshotFolder(paths, id)}/RESTORE.md`;
}
function attemptFolder(folder, slice, attempt) {
    return `${folder}/s${String(slice).padStart(6, '0')}a${String(attempt).padStart(3, '0')}`;
}
function intentPath(paths, id) {
    return `${paths.control}/snapshots/${id}/intent.json`;
}
/** One record per slice, apart from the intents, so that listing snapshots does not list slices. */
function sliceRecordPath(paths, id, table, index) {
    return `${sliceRecordsPrefix(paths, id)}${String(table).padStart(5, '0')}-${String(index).padStart(6, '0')}.json`;
}
/** Undefined for a path that is no slice record's. */
function parseSliceRecordPath(path) {
    const [, table, index] = /\/(\d{5,})-(\d{6,})\.json$/.exec(path) ?? [];
    return table === undefined || index === undefined ? undefined : { table: Number(table), index: Number(index) };
}
function sliceRecordsPrefix(paths, id) {
    return `${paths.control}/slices/${id}/`;
}
function leasePath(paths) {
    return `${paths.control}/lease.json`;
}
function intentsPrefix(paths) {
    return `${paths.control}/snapshots/`;
}
/** Restores are numbered: of two that begin at once, only one can create the next record. */
function restoreRecordPath(paths, turn) {
    return `${restoresPrefix(paths)}${String(turn).padStart(6, '0')}.json`;
}
function turnOfRestore(path) {
    return Number(path.slice(path.lastIndexOf('/') + 1).replace(/\.json$/, ''));
}
function restoresPrefix(paths) {
    return `${paths.control}/restores/`;
}
function verificationPath(paths, id, at, level) {
    return `${paths.control}/verifications/${id}/${at.toISOString().replace(/[-:.]/g, '')}-${level}.json`;
}
function verificationsPrefix(paths, id) {
    return `${paths.control}/verifications/${id}/`;
}

;// CONCATENATED MODULE: ./build/domain/kql/live-table.js
/** A qualified name may mean another database, where nothing is known; a function may act on anything. */
function mayBeElsewhere(entity, live) {
    if (entity.kind === 'function')
        return true;
    return entity.database !== undefined || (entity.isDotted && !live.tables.has(entity.name));
}

;// CONCATENATED MODULE: ./build/domain/kql/column-list.js
const spellings = {
    bool: ['bool', 'boolean', 'system.boolean', 'system.sbyte'],
    int: ['int', 'int32', 'uint32', 'int16', 'uint16', 'int8', 'uint8', 'system.int32'],
    long: ['long', 'int64', 'uint64', 'ulong', 'system.int64'],
    real: ['real', 'double', 'float', 'system.double'],
    decimal: ['decimal', 'system.data.sqltypes.sqldecimal', 'system.decimal'],
    datetime: ['datetime', 'date', 'system.datetime'],
    timespan: ['timespan', 'time', 'system.timespan'],
    guid: ['guid', 'uuid', 'uniqueid', 'system.guid'],
    string: ['string', 'system.string'],
    dynamic: ['dynamic', 'system.object'],
};
const types = new Map(Object.keys(spellings).flatMap((type) => spellings[type].map((spelling) => [spelling, type])));
/** The scalar type that a spelling means; undefined for what is no type. */
function columnTypeOf(spelling) {
    return types.get(spelling.toLowerCase());
}
/** Takes `(name: type, …)`; undefined when it is not exactly that, or names a type that does not exist. */
function takeColumns(head) {
    if (!head.skipCharacter('('))
        return undefined;
    const columns = [];
    if (head.skipCharacter(')'))
        return columns;
    do {
        const column = takeColumn(head);
        if (column === undefined)
            return undefined;
        columns.push(column);
    } while (head.skipCharacter(','));
    return head.skipCharacter(')') ? columns : undefined;
}
function takeColumn(head) {
    const name = head.takeName();
    if (name === undefined || !head.skipCharacter(':'))
        return undefined;
    const spelling = head.takePath();
    const type = spelling && columnTypeOf(spelling.map((part) => part.name).join('.'));
    return type && { name: name.name, type };
}
/** Takes `(a, b)`; undefined when it is not exactly a list of names. */
function takeNames(head) {
    if (!head.skipCharacter('('))
        return undefined;
    const names = [];
    do {
        const name = head.takeName();
        if (name === undefined)
            return undefined;
        names.push(name.name);
    } while (head.skipCharacter(','));
    return head.skipCharacter(')') ? names : undefined;
}
/** Takes `with (name = value, …)` when it is there, with names and values in lower case; undefined when it cannot be read. */
function takeProperties(head) {
    const properties = new Map();
    if (!head.skip('with'))
        return properties;
    if (!head.skipCharacter('('))
        return undefined;
    while (!head.skipCharacter(')')) {
        const name = head.takeName();
        if (name === undefined || !head.skipCharacter('='))
            return undefined;
        properties.set(name.name.toLowerCase(), takeValue(head));
        if (!head.skipCharacter(',') && !head.isNextCharacter(')'))
            return undefined;
    }
    return properties;
}
function takeValue(head) {
    const literal = head.takeLiteral();
    if (literal !== undefined)
        return literal.toLowerCase();
    const word = head.takeWord() ?? '';
    head.skipParentheses();
    return word;
}

;// CONCATENATED MODULE: ./build/domain/kql/loss-column.js

/** `.alter table T (…)` keeps what it lists and drops the other columns with their data. */
function judgeColumnList(reading, live) {
    const [table, ...others] = reading.entities;
    if (reading.verb !== 'alter' || reading.action !== 'columns' || others.length > 0)
        return undefined;
    const found = table?.database === undefined ? live.tables.get(table?.name ?? '') : undefined;
    if (table === undefined || found === undefined)
        return undefined;
    const losses = reading.columns === undefined
        ? ['states columns that cannot be read']
        : lossesOf(table.name, found, reading.columns);
    if (losses.length === 0)
        return { kind: 'safe', why: 'it keeps every column and type' };
    return { kind: 'loses-data', tables: [table.name], what: losses.join(' and ') };
}
function lossesOf(table, live, declared) {
    const types = new Map(declared.map((column) => [column.name, column.type]));
    const dropped = live.columns.filter((column) => !types.has(column.name));
    const retyped = live.columns.filter((column) => types.has(column.name) && types.get(column.name) !== columnTypeOf(column.type));
    return [
        ...dropWords(table, dropped),
        ...retyped.map((column) => `changes the type of column ${table}.${column.name} from ${column.type}`),
    ];
}
function dropWords(table, columns) {
    if (columns.length === 0)
        return [];
    return [
        `drops column${columns.length > 1 ? 's' : ''} ${columns.map((column) => `${table}.${column.name}`).join(', ')}`,
    ];
}
/** Dropping or retyping columns that the live table does not have loses nothing; undefined when it has one of them or it is about something else. */
function judgeColumnDrop(reading, live) {
    const [entity, ...others] = reading.entities;
    const columns = columnsActedOn(reading);
    if (entity === undefined || entity.database !== undefined || others.length > 0 || columns === undefined)
        return undefined;
    const table = live.tables.get(entity.name);
    if (table === undefined || table.columns.some((column) => columns.includes(column.name)))
        return undefined;
    return {
        kind: 'safe',
        why: `${reading.verb === 'drop' ? 'already' : 'it is'} absent: ${columns.map((name) => `${entity.name}.${name}`).join(', ')}`,
    };
}
function columnsActedOn({ verb, noun, action, entities, droppedColumns, }) {
    if (verb === 'drop' && action === 'drop-columns')
        return droppedColumns;
    const column = entities[0]?.column;
    const acts = noun === 'column' && (verb === 'drop' || (verb === 'alter' && action === 'type'));
    return acts && column !== undefined ? [column] : undefined;
}

;// CONCATENATED MODULE: ./build/domain/kql/loss-harmless.js
const texts = ['docstring', 'folder', 'column-docstrings'];
const rules = [
    {
        verbs: ['create'],
        nouns: ['table', 'tables'],
        actions: ['columns', 'based-on'],
        why: 'it leaves an existing table as it is',
    },
    {
        verbs: ['create-merge', 'alter-merge'],
        nouns: ['table', 'tables'],
        actions: ['columns'],
        why: 'it only adds columns',
    },
    { verbs: ['create', 'create-or-alter', 'alter', 'drop'], nouns: ['function'], why: 'a function holds no data' },
    { verbs: ['drop'], nouns: ['functions'], why: 'a function holds no data' },
    {
        verbs: ['create', 'create-or-alter', 'alter'],
        nouns: ['table', 'database'],
        actions: ['ingestion'],
        why: 'an ingestion mapping holds no data',
    },
    {
        verbs: ['alter', 'alter-merge'],
        nouns: ['table', 'tables', 'column', 'function', 'materialized-view', 'external-table'],
        actions: texts,
        why: 'it only changes a description',
    },
    { verbs: ['create'], nouns: ['external-table'], why: 'it fails when the external table exists' },
];
/** Policies that decide how data is stored and read, not what is kept. */
const harmlessPolicies = new Set([
    'caching',
    'ingestionbatching',
    'merge',
    'roworder',
    'sharding',
    'streamingingestion',
]);
/** Properties of ingestion that only add. Source: https://learn.microsoft.com/kusto/ingestion-properties */
const harmlessProperties = new Set([
    'creationtime',
    'distributed',
    'docstring',
    'extend_schema',
    'folder',
    'format',
    'ignorefirstrecord',
    'ingestifnotexists',
    'ingestionmapping',
    'ingestionmappingreference',
    'ingestionmappingtype',
    'persistdetails',
    'tags',
    'validationpolicy',
    'zippattern',
]);
const harmlessViewProperties = new Set([
    'allowmaterializedviewswithoutrowlevelsecurity',
    'autoupdateschema',
    'backfill',
    'concurrency',
    'dimensionmaterializedviews',
    'dimensiontables',
    'docstring',
    'effectivedatetime',
    'folder',
    'lookback',
    'lookback_column',
    'maxsourcerecordsforsingleingest',
    'updateextentscreationtime',
]);
/** Why a command loses nothing whatever the database holds; undefined when that is not known of it. */
function whyHarmless(reading) {
    if (reading.verb === 'show')
        return 'it only reads';
    const rule = rules.find((candidate) => matches(candidate, reading));
    return rule?.why ?? whyPolicyIsHarmless(reading) ?? whyIngestionIsHarmless(reading) ?? whyViewIsHarmless(reading);
}
function matches({ verbs, nouns, actions }, reading) {
    return verbs.includes(reading.verb) && nouns.includes(reading.noun) && (actions?.includes(reading.action) ?? true);
}
function whyPolicyIsHarmless({ verb, noun, policy }) {
    if (policy === undefined || !['table', 'tables', 'materialized-view'].includes(noun))
        return undefined;
    if (!['alter', 'alter-merge', 'delete'].includes(verb))
        return undefined;
    if (harmlessPolicies.has(policy.name))
        return `the ${policy.name} policy does not decide what is kept`;
    const records = policy.name === 'ingestiontime' && policy.switch === 'true' && verb !== 'delete';
    return records ? 'it records when rows arrive' : undefined;
}
function whyIngestionIsHarmless({ verb, noun, action, properties }) {
    if (noun !== 'table')
        return undefined;
    if (verb === 'set' && action === 'query')
        return 'it fails when the table exists';
    const adds = verb === 'append' || verb === 'set-or-append' || verb === 'ingest';
    if (!adds || properties === undefined || ![...properties].every(isHarmlessProperty))
        return undefined;
    return 'it only adds rows';
}
function isHarmlessProperty([name, value]) {
    if (name === 'recreate_schema')
        return value === 'false';
    if (name === 'policy_ingestiontime')
        return value === 'true';
    return harmlessProperties.has(name);
}
function whyViewIsHarmless({ verb, noun, properties }) {
    if (verb !== 'create' || noun !== 'materialized-view' || properties === undefined)
        return undefined;
    return [...properties.keys()].every((name) => harmlessViewProperties.has(name))
        ? 'it fails when the view exists'
        : undefined;
}

;// CONCATENATED MODULE: ./build/domain/kql/loss-policy.js
/** Setting a policy that every table of the command has already, value for value, changes nothing. */
function judgeSamePolicy({ verb, noun, policy, entities }, live) {
    if (verb !== 'alter' || !['table', 'tables'].includes(noun) || policy?.value === undefined)
        return undefined;
    const { name, value } = policy;
    const isSet = entities.every((table) => table.database === undefined && live.tables.get(table.name)?.policies?.get(name) === value);
    return isSet && entities.length > 0 ? { kind: 'safe', why: 'it is set already' } : undefined;
}

;// CONCATENATED MODULE: ./build/domain/kql/timespan.js
const ticksPerSecond = 10000000n;
const unitTicks = new Map([
    ['d', 86400n * ticksPerSecond],
    ['h', 3600n * ticksPerSecond],
    ['m', 60n * ticksPerSecond],
    ['s', ticksPerSecond],
    ['ms', 10000n],
    ['tick', 1n],
]);
const unitWords = new Map([
    ['day', 'd'],
    ['days', 'd'],
    ['hour', 'h'],
    ['hours', 'h'],
    ['min', 'm'],
    ['minute', 'm'],
    ['minutes', 'm'],
    ['sec', 's'],
    ['second', 's'],
    ['seconds', 's'],
    ['ticks', 'tick'],
]);
const clock = /^(-)?(?:(\d+)\.)?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?$/;
const amount = /^(-)?(\d+)(?:\.(\d{1,9}))?\s*([a-z]+)$/i;
const largest = 2n ** 63n - 1n;
/**
 * A timespan in ticks of 100 ns, from `[-][d.]hh:mm[:ss[.fffffff]]`, or an amount with its unit as in `30d`, `1.5h`, `100ms`, with or without
 * `time(…)` or `timespan(…)` around it. Undefined for what is neither, or does not fit. Source: https://learn.microsoft.com/kusto/query/scalar-data-types/timespan
 */
function parseTimespan(text) {
    const inner = /^(?:time|timespan)\((.*)\)$/i.exec(text.trim())?.[1] ?? text.trim();
    const ticks = ticksOfClock(inner) ?? ticksOfAmount(inner);
    return ticks === undefined || ticks > largest || ticks < -largest - 1n ? undefined : ticks;
}
function ticksOfClock(text) {
    const match = clock.exec(text);
    if (match === null)
        return undefined;
    const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = ''] = match;
    if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59)
        return undefined;
    const whole = ((BigInt(days) * 24n + BigInt(hours)) * 60n + BigInt(minutes)) * 60n + BigInt(seconds);
    const ticks = whole * ticksPerSecond + BigInt(fraction.padEnd(7, '0'));
    return sign === undefined ? ticks : -ticks;
}
function ticksOfAmount(text) {
    const match = amount.exec(text);
    if (match === null)
        return undefined;
    const [, sign, whole = '0', fraction = '', written = ''] = match;
    const unit = unitTicks.get(unitWords.get(written.toLowerCase()) ?? written.toLowerCase());
    if (unit === undefined)
        return undefined;
    const scaled = BigInt(whole + fraction) * unit;
    const ticks = scaled / 10n ** BigInt(fraction.length);
    return sign === undefined ? ticks : -ticks;
}

;// CONCATENATED MODULE: ./build/domain/kql/loss-retention.js


/** A retention policy loses nothing only where both periods are known and the new one is not shorter. */
function judgeRetention(reading, live) {
    if (reading.policy?.name !== 'retention' || !['table', 'tables'].includes(reading.noun))
        return undefined;
    if (!['alter', 'alter-merge'].includes(reading.verb) ||
        reading.entities.some((entity) => mayBeElsewhere(entity, live)))
        return undefined;
    const names = reading.entities.map((entity) => entity.name).filter((name) => live.tables.has(name));
    if (names.length === 0)
        return undefined;
    const harmed = names.flatMap((name) => harmTo(name, reading.policy?.softDelete, live));
    if (harmed.length === 0)
        return { kind: 'safe', why: 'the new retention is not shorter' };
    return {
        kind: 'loses-data',
        tables: harmed.map((harm) => harm.table),
        what: harmed.map((harm) => harm.what).join(' and '),
    };
}
function harmTo(table, wanted, live) {
    const present = live.tables.get(table)?.retentionSoftDelete;
    if (wanted === undefined)
        return [{ table, what: `changes the retention of ${table} to a period that cannot be read` }];
    if (present === undefined)
        return [{ table, what: `changes the retention of ${table} to ${wanted}; the present period is not known` }];
    const [before, after] = [parseTimespan(present), parseTimespan(wanted)];
    if (before === undefined || after === undefined) {
        return [
            { table, what: `changes the retention of ${table} from ${present} to ${wanted}, which cannot be compared` },
        ];
    }
    return after >= before ? [] : [{ table, what: `shortens the retention of ${table} from ${present} to ${wanted}` }];
}

;// CONCATENATED MODULE: ./build/domain/kql/loss-words.js
/** One clause that says what a command that is not harmless does. */
function describeLoss(reading) {
    const names = reading.entities
        .filter((entity) => entity.role === 'subject')
        .map(nameOf)
        .join(', ');
    if (reading.verb === '')
        return 'is not a management command';
    if (reading.verb === 'execute')
        return 'holds several commands; put them into the file themselves';
    if (reading.policy !== undefined)
        return describePolicy(reading, names);
    return (describeAction(reading, names) ??
        `runs .${[reading.verb, reading.noun].join(' ').trim()}${names && ` on ${names}`}, which is not known to be harmless`);
}
function nameOf(entity) {
    return entity.column === undefined ? entity.name : `${entity.name}.${entity.column}`;
}
const policyEffects = new Map([
    ['auto_delete', 'may delete the table'],
    ['encoding', 'can cut values'],
    ['extent_tags_retention', 'can strip tags'],
    ['ingestiontime', 'stops recording when rows arrive'],
    ['restricted_view_access', 'decides who can read the rows'],
    ['retention', 'decides when rows are deleted'],
    ['row_level_security', 'decides which rows can be read'],
    ['update', 'decides which rows are derived'],
]);
function describePolicy({ verb, noun, policy }, names) {
    const name = policy?.name ?? '';
    const target = noun === 'database' || noun === 'cluster' ? `the whole ${noun}` : names;
    const effect = policyEffects.get(name);
    return `${verb === 'delete' ? 'deletes' : 'changes'} the ${name} policy of ${target}${effect ? `, which ${effect}` : ''}`;
}
function describeAction(reading, names) {
    const { verb, noun, action } = reading;
    if (action === 'rename' || verb === 'rename')
        return names && `renames ${names}`;
    if (noun === 'column' && action === 'type')
        return `changes the type of column ${names}, which empties it`;
    if (verb === 'drop')
        return describeDrop(reading, names);
    if (verb === 'clear' && (action === 'data' || action === ''))
        return `removes all rows of ${names}`;
    if (verb === 'set-or-replace')
        return `replaces all rows of ${names}`;
    if (reading.properties?.has('recreate_schema'))
        return `recreates the columns of ${names}`;
    if (action === 'records' || verb === 'purge')
        return `${recordWords.get(verb) ?? 'changes'} rows of ${names}`;
    if (/^extents?$/.test(noun))
        return `${extentWords.get(verb) ?? 'changes'} stored rows${names && ` of ${names}`}`;
    return noun === 'materialized-view' ? `changes materialized view ${names}, which holds data of its own` : undefined;
}
const recordWords = new Map([
    ['delete', 'deletes'],
    ['purge', 'purges'],
    ['update', 'deletes and adds'],
]);
const extentWords = new Map([
    ['drop', 'drops'],
    ['move', 'moves'],
    ['replace', 'replaces'],
]);
const dropNouns = new Map([
    ['column', 'column'],
    ['continuous-export', 'continuous export'],
    ['external-table', 'external table'],
    ['function', 'function'],
    ['materialized-view', 'materialized view'],
    ['table', 'table'],
    ['tables', 'tables'],
]);
function describeDrop({ noun, action, entities, droppedColumns }, names) {
    if (action === 'drop-columns') {
        const table = entities[0]?.name ?? '';
        return `drops columns ${droppedColumns?.map((column) => `${table}.${column}`).join(', ') ?? `of ${table}`}`;
    }
    if (action === 'ingestion')
        return `drops an ingestion mapping of ${names}`;
    if (/^extents?$/.test(noun))
        return `drops stored rows${names && ` of ${names}`}`;
    if (action === 'extent')
        return `drops extent tags of ${names}`;
    const plain = action === '' || action === 'ifexists';
    const what = dropNouns.get(noun);
    if (what === undefined || names === '')
        return undefined;
    return plain ? `drops ${what} ${names}` : `drops ${action} of ${names}`;
}

;// CONCATENATED MODULE: ./build/domain/kql/loss.js







/**
 * Judges one command. Safe is only what a list of harmless commands names, what is seen to keep everything, and what acts on nothing but tables that
 * do not exist; what is not known to be safe loses data, or is unclear when it cannot be said in which tables.
 */
function judgeLoss(reading, live) {
    const why = whyHarmless(reading);
    if (why !== undefined)
        return { kind: 'safe', why };
    return (judgeSamePolicy(reading, live) ??
        judgeColumnList(reading, live) ??
        judgeColumnDrop(reading, live) ??
        judgeRetention(reading, live) ??
        judgeSubjects(reading, live));
}
function judgeSubjects(reading, live) {
    const what = describeLoss(reading);
    if (reading.noun === 'database' && reading.action === 'policy')
        return endangerAll(live, what);
    const subjects = reading.entities.filter((entity) => entity.role === 'subject');
    if (reading.reach === 'open' || subjects.length === 0 || subjects.some((entity) => mayBeElsewhere(entity, live))) {
        return { kind: 'unclear', what };
    }
    const endangered = subjects.filter((entity) => mayExist(entity, live)).map((entity) => entity.name);
    if (endangered.length > 0)
        return { kind: 'loses-data', tables: withDerived(reading, endangered, live), what };
    return confinedVerbs.has(reading.verb) ? notThere(subjects) : { kind: 'unclear', what };
}
/** Verbs that act on nothing but what they name. */
const confinedVerbs = new Set([
    'add',
    'alter',
    'alter-merge',
    'append',
    'clear',
    'create-or-alter',
    'delete',
    'drop',
    'ingest',
    'move',
    'purge',
    'rename',
    'set',
    'set-or-append',
    'set-or-replace',
    'update',
]);
function notThere(subjects) {
    const noun = subjects.some((entity) => entity.kind === 'table') ? 'table' : 'view';
    return { kind: 'safe', why: `the ${noun} does not exist yet` };
}
function endangerAll(live, what) {
    const tables = [...live.tables.keys()];
    return tables.length === 0 ? { kind: 'unclear', what } : { kind: 'loses-data', tables, what };
}
function mayExist(entity, live) {
    if (entity.kind === 'table')
        return live.tables.has(entity.name);
    return entity.kind !== 'materialized-view' || live.views === undefined || live.views.has(entity.name);
}
function withDerived(reading, tables, live) {
    const replaces = reading.action === 'query' || (reading.noun === 'table' && reading.verb === 'ingest');
    const derived = replaces ? tables.flatMap((table) => live.tables.get(table)?.derived ?? []) : [];
    return [...new Set([...tables, ...derived])];
}

;// CONCATENATED MODULE: ./build/domain/kql/entity.js
function takeEntity(head, kind, role = 'subject') {
    const path = head.takePath();
    return path && entityOf(path, kind, role);
}
/** Takes `T.c`, the last part being the column. */
function takeColumnEntity(head) {
    const path = head.takePath();
    const column = path?.at(-1);
    if (path === undefined || column === undefined || path.length < 2)
        return undefined;
    return { ...entityOf(path.slice(0, -1), 'table', 'subject'), column: column.name, columnAt: column.at };
}
function entityOf(path, kind, role) {
    const [first, last] = [path[0], path.at(-1)];
    if (first === undefined || last === undefined)
        throw new Error('a name without parts');
    if (path.some((part) => part.quoted) && path.length > 1) {
        const database = path.slice(0, -1).map((part) => part.name);
        return { kind, role, database: database.join('.'), name: last.name, isDotted: false, at: last.at };
    }
    const name = path.map((part) => part.name).join('.');
    return { kind, role, name, isDotted: path.length > 1, at: { start: first.at.start, end: last.at.end } };
}

;// CONCATENATED MODULE: ./build/domain/kql/literal.js
const escapes = {
    n: '\n',
    t: '\t',
    r: '\r',
    b: '\b',
    f: '\f',
    v: '\v',
    a: '\x07',
    '0': '\0',
};
const escapeSequence = /\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\s\S]))/g;
/** The text that a string literal stands for. `literal` is the whole token with its quotes. */
function literalValue(literal) {
    const body = literal.replace(/^[hH]/, '');
    if (body.startsWith('```') || body.startsWith('~~~'))
        return body.slice(3, -3);
    if (body.startsWith('@'))
        return body.slice(2, -1).replaceAll(`${body[1]}${body[1]}`, body[1] ?? '');
    return body.slice(1, -1).replace(escapeSequence, (_all, unicode, hex, other) => {
        const code = unicode ?? hex;
        return code === undefined ? (escapes[other ?? ''] ?? other ?? '') : String.fromCharCode(Number.parseInt(code, 16));
    });
}
/** A name in brackets and quotes, valid wherever a name is. Source: https://learn.microsoft.com/kusto/query/schema-entities/entity-names */
function bracketName(name) {
    return `['${name.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')}']`;
}

;// CONCATENATED MODULE: ./build/domain/kql/tokens.js
// Only fenced literals may hold line breaks. Source: https://learn.microsoft.com/kusto/query/scalar-data-types/string
const literals = [
    { form: /[hH]?```[\s\S]*?(?:(```)|$)/y },
    { form: /[hH]?~~~[\s\S]*?(?:(~~~)|$)/y },
    { form: /[hH]?@'[^'\r\n]*(?:''[^'\r\n]*)*(')?/y },
    { form: /[hH]?@"[^"\r\n]*(?:""[^"\r\n]*)*(")?/y },
    { form: /[hH]?'[^'\\\r\n]*(?:\\[^\r\n][^'\\\r\n]*)*(')?/y },
    { form: /[hH]?"[^"\\\r\n]*(?:\\[^\r\n][^"\\\r\n]*)*(")?/y },
];
const blank = /[\s\uFEFF]+/y;
const comment = /\/\/[^\r\n]*/y;
const word = /[\p{L}\p{M}\p{N}_]+/uy;
const literalStart = /[hH]?(?:@?['"]|```|~~~)/y;
/** The first token at or after `offset`; undefined at the end of the text. */
function nextToken(text, offset) {
    const start = offset + lengthOf(blank, text, offset);
    if (start >= text.length)
        return undefined;
    const commentLength = lengthOf(comment, text, start);
    if (commentLength > 0)
        return tokenOf('comment', text, start, commentLength);
    if (lengthOf(literalStart, text, start) > 0)
        return literalAt(text, start);
    const wordLength = lengthOf(word, text, start);
    return wordLength > 0 ? tokenOf('word', text, start, wordLength) : tokenOf('punctuation', text, start, 1);
}
function literalAt(text, start) {
    for (const { form } of literals) {
        const match = matchAt(form, text, start);
        if (match !== null)
            return { ...tokenOf('string', text, start, match[0].length), closed: match[1] !== undefined };
    }
    throw new Error(`no literal at ${start}`);
}
function tokenOf(kind, text, start, length) {
    return { kind, start, end: start + length, text: text.slice(start, start + length), closed: true };
}
function lengthOf(pattern, text, offset) {
    return matchAt(pattern, text, offset)?.[0].length ?? 0;
}
function matchAt(pattern, text, offset) {
    pattern.lastIndex = offset;
    return pattern.exec(text);
}

;// CONCATENATED MODULE: ./build/domain/kql/head.js


/**
 * Reads the words, names and literals of one command in order. What is asked for and not there is answered with undefined or false and stays
 * unread. Keywords are compared in lower case. It ends before `<|` and before a body in braces.
 */
class Head {
    #tokens;
    #place = 0;
    constructor(text) {
        this.#tokens = headTokens(text);
    }
    get isAtEnd() {
        return this.#place >= this.#tokens.length;
    }
    get place() {
        return this.#place;
    }
    /** Goes back to a place read earlier. */
    returnTo(place) {
        this.#place = place;
    }
    /** The next keyword without taking it, hyphens included. */
    peekWord() {
        return this.#gluedWord()?.name.toLowerCase();
    }
    takeWord() {
        const word = this.peekWord();
        if (word !== undefined)
            this.#place = this.#gluedWord()?.nextPlace ?? this.#place;
        return word;
    }
    /** Takes the next keyword if it is one of these. */
    skip(...words) {
        const word = this.peekWord();
        if (word === undefined || !words.includes(word))
            return false;
        this.takeWord();
        return true;
    }
    /** Takes the next character if it is this one. */
    skipCharacter(character) {
        if (this.#at(0)?.text !== character)
            return false;
        this.#place += 1;
        return true;
    }
    isNextCharacter(character) {
        return this.#at(0)?.text === character;
    }
    takeName() {
        return this.#takeQuotedName() ?? this.#takeBareName();
    }
    /** Names joined by dots, as in `['db'].['T']` or `T.c`. */
    takePath() {
        const first = this.takeName();
        if (first === undefined)
            return undefined;
        const path = [first];
        while (this.isNextCharacter('.')) {
            this.#place += 1;
            const name = this.takeName();
            if (name === undefined)
                return undefined;
            path.push(name);
        }
        return path;
    }
    /** Adjacent literals as one, as the service reads them. */
    takeLiteral() {
        const parts = [];
        for (let token = this.#at(0); token?.kind === 'string' && token.closed; token = this.#at(0)) {
            parts.push(literalValue(token.text));
            this.#place += 1;
        }
        return parts.length === 0 ? undefined : parts.join('');
    }
    skipToken() {
        this.#place += 1;
    }
    /** Takes `( … )` with all that is inside; false when none begins here or it is not closed. */
    skipParentheses() {
        if (!this.isNextCharacter('('))
            return false;
        const place = this.#place;
        let depth = 0;
        do {
            const text = this.#at(0)?.text;
            if (text === '(')
                depth += 1;
            if (text === ')')
                depth -= 1;
            this.#place += 1;
        } while (depth > 0 && !this.isAtEnd);
        if (depth > 0)
            this.#place = place;
        return depth === 0;
    }
    /** Text of the tokens that are left, up to a word of `until`, as written without the blanks between them. */
    takeRest(...until) {
        const parts = [];
        while (!this.isAtEnd && !until.includes(this.peekWord() ?? '')) {
            parts.push(this.#at(0)?.text ?? '');
            this.#place += 1;
        }
        return parts.join('');
    }
    #takeQuotedName() {
        const [first, second, third] = [this.#at(0), this.#at(1), this.#at(2)];
        if (first?.kind === 'string' && first.closed) {
            this.#place += 1;
            return { name: literalValue(first.text), at: { start: first.start, end: first.end }, quoted: true };
        }
        if (first?.text !== '[' || second?.kind !== 'string' || !second.closed || third?.text !== ']')
            return undefined;
        this.#place += 3;
        return { name: literalValue(second.text), at: { start: first.start, end: third.end }, quoted: true };
    }
    #takeBareName() {
        const first = this.#at(0);
        const word = this.#gluedWord();
        if (first === undefined || word === undefined)
            return undefined;
        this.#place = word.nextPlace;
        return { name: word.name, at: { start: first.start, end: first.start + word.name.length }, quoted: false };
    }
    #gluedWord() {
        let last = this.#at(0);
        if (last?.kind !== 'word')
            return undefined;
        let name = last.text;
        let ahead = 1;
        for (let next = this.#at(ahead); next?.start === last.end && isGlue(next, last); next = this.#at(ahead)) {
            name += next.text;
            last = next;
            ahead += 1;
        }
        if (last.text !== '-')
            return { name, nextPlace: this.#place + ahead };
        return { name: name.slice(0, -1), nextPlace: this.#place + ahead - 1 };
    }
    #at(ahead) {
        return this.#tokens[this.#place + ahead];
    }
}
function isGlue(token, previous) {
    return token.text === '-' ? previous.kind === 'word' : token.kind === 'word' && previous.text === '-';
}
function headTokens(text) {
    const tokens = [];
    for (let token = nextToken(text, 0); token !== undefined; token = nextToken(text, token.end)) {
        if (token.text === '{')
            break;
        const previous = tokens.at(-1);
        if (token.text === '|' && previous?.text === '<' && previous.end === token.start)
            return tokens.slice(0, -1);
        if (token.kind !== 'comment')
            tokens.push(token);
    }
    return tokens;
}

;// CONCATENATED MODULE: ./build/domain/kql/extent-command.js


/**
 * Reads `.drop|.move|.replace extents …`. The tables are those named after `table`, `tables` or `from`, also in its queries. A query that is not
 * `.show table[s] … extents` can name extents of any table, so its reach is open.
 */
function readExtentCommand(text, head) {
    const queries = queriesOf(text);
    const entities = [tablesIn(head), ...queries.map(({ start }) => shift(tablesIn(new Head(text.slice(start))), start))];
    const plain = /^\s*\{?\s*\.show\s+tables?\s/;
    const isOpen = queries.some(({ query }) => !plain.test(query)) || /\ball\s+tables\b/.test(text);
    const found = entities.flat();
    return { action: '', entities: found, reach: isOpen || found.length === 0 ? 'open' : 'named' };
}
function queriesOf(text) {
    const from = text.indexOf('<|');
    if (from < 0)
        return [];
    const query = text.slice(from + 2);
    if (!query.trimStart().startsWith('{'))
        return [{ start: from + 2, query }];
    return [...query.matchAll(/\{/g)].map(({ index }) => ({ start: from + 3 + index, query: query.slice(index + 1) }));
}
function tablesIn(head) {
    const entities = [];
    for (let word = head.peekWord(); !head.isAtEnd; word = head.peekWord()) {
        head.skipToken();
        if (word === 'tables' && head.skipCharacter('('))
            entities.push(...takeList(head));
        else if (word === 'table' || (word === 'from' && !isFromKeyword(head.peekWord())))
            entities.push(...takeOne(head));
    }
    return entities;
}
/** `from` is followed by the name itself, or by `table` and the name, or by `all tables`. */
function isFromKeyword(word) {
    return word === 'table' || word === 'all';
}
function takeOne(head) {
    const table = takeEntity(head, 'table');
    return table === undefined ? [] : [table];
}
function takeList(head) {
    const table = takeEntity(head, 'table');
    if (table === undefined)
        return [];
    return head.skipCharacter(',') ? [table, ...takeList(head)] : [table];
}
function shift(entities, by) {
    return entities.map((entity) => ({ ...entity, at: { start: entity.at.start + by, end: entity.at.end + by } }));
}

;// CONCATENATED MODULE: ./build/domain/kql/statement-reading.js
const unreadTarget = { action: '', entities: [], reach: 'open' };

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 14 modules
var launch_schemas = __nccwpck_require__(5586);
;// CONCATENATED MODULE: ./build/domain/kql/policy.js

/** Reads what follows the word `policy`. */
function readPolicy(head) {
    const word = head.takeWord();
    if (word === undefined)
        return undefined;
    const name = word === 'row_order' ? 'roworder' : word;
    return { name, ...readValue(head), ...readDetails(name, head) };
}
function readDetails(name, head) {
    if (name === 'retention')
        return readSoftDelete(head);
    if (name === 'update')
        return readUpdateSources(head);
    const following = head.peekWord();
    return following === undefined ? {} : { switch: following };
}
/** Leaves everything unread. */
function readValue(head) {
    const place = head.place;
    const parts = [];
    while (!head.isAtEnd) {
        const literal = head.takeLiteral();
        const part = literal === undefined ? head.takeWord() : oneSpelling(literal);
        if (part === undefined)
            break;
        parts.push(part);
    }
    const isWhole = head.isAtEnd && parts.length > 0;
    head.returnTo(place);
    return isWhole ? { value: parts.join(' ') } : {};
}
function oneSpelling(literal) {
    const value = parseObject(literal);
    return JSON.stringify(value === undefined ? literal : sortKeys(value));
}
function sortKeys(value) {
    if (Array.isArray(value))
        return value.map(sortKeys);
    if (typeof value !== 'object' || value === null)
        return value;
    const entries = Object.entries(value).map(([key, inner]) => [key, sortKeys(inner)]);
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
function readSoftDelete(head) {
    const literal = head.takeLiteral();
    if (literal !== undefined)
        return softDeleteOf(literal);
    skipRecoverability(head);
    if (!head.skip('softdelete') || !head.skipCharacter('='))
        return {};
    const softDelete = head.takeLiteral() ?? head.takeRest('recoverability');
    skipRecoverability(head);
    return softDelete !== '' && head.isAtEnd ? { softDelete } : {};
}
function skipRecoverability(head) {
    if (!head.skip('recoverability'))
        return;
    head.skipCharacter('=');
    head.takeWord();
}
function softDeleteOf(json) {
    const [period, ...others] = Object.entries(parseObject(json) ?? {})
        .filter(([key]) => key.toLowerCase() === 'softdeleteperiod')
        .map(([, value]) => value);
    return typeof period === 'string' && others.length === 0 ? { softDelete: period } : {};
}
function parseObject(json) {
    try {
        const value = JSON.parse(json);
        return typeof value === 'object' && value !== null ? value : undefined;
    }
    catch (error) {
        // What cannot be read has no period: the judgement refuses it.
        if (error instanceof SyntaxError)
            return undefined;
        throw error;
    }
}
const updatePolicies = launch_schemas/* array */.YOg(launch_schemas/* looseObject */._H3({ Source: launch_schemas/* string */.YjP(), SourceIsWildCard: launch_schemas/* union */.KCZ([launch_schemas/* boolean */.zMY(), launch_schemas/* null */.chJ()]).optional() }));
/** Source: https://learn.microsoft.com/kusto/management/update-policy#the-update-policy-object */
function readUpdateSources(head) {
    const literal = head.takeLiteral();
    if (literal === undefined)
        return {};
    if (literal.trim() === 'null')
        return { updateSources: [] };
    const policies = updatePolicies.safeParse(parseObject(literal));
    return policies.success ? { updateSources: policies.data.map(sourceOf) } : {};
}
function sourceOf({ Source, SourceIsWildCard }) {
    return { table: Source, kind: SourceIsWildCard === true || Source.includes('*') ? 'pattern' : 'name' };
}

;// CONCATENATED MODULE: ./build/domain/kql/target.js




/** Takes the noun of a command, `external table` being one. */
function takeNoun(head) {
    const noun = head.takeWord() ?? '';
    if (noun !== 'external')
        return noun;
    return head.skip('table') ? 'external-table' : noun;
}
/** Reads what follows the noun. */
function readTarget(noun, head, verb) {
    return readers.get(noun)?.(head, verb) ?? unreadTarget;
}
const readers = new Map([
    ['table', readTable],
    ['tables', readTables],
    ['column', readColumn],
    ['columns', readColumns],
    ['function', readFunction],
    ['materialized-view', readView],
    ['external-table', (head) => readNamed(head, 'external-table')],
    ['continuous-export', (head) => readNamed(head, 'continuous-export')],
    ['database', readDatabase],
]);
function readTable(head, verb) {
    const table = takeEntity(head, 'table');
    if (table === undefined)
        return undefined;
    if (head.isNextCharacter('('))
        return columnsOf(table, head);
    const word = head.takeWord() ?? '';
    if (word === 'to' || word === 'based-on')
        return readOtherTable(head, table, verb);
    if (verb === 'update')
        return readUpdate(head, table);
    if (word === 'columns')
        return { action: 'drop-columns', entities: [table], ...droppedOf(head), reach: 'named' };
    return { ...readAction(head, word), entities: [table], reach: 'named' };
}
function columnsOf(table, head) {
    const columns = takeColumns(head);
    const entities = [{ ...table, ...(columns && { columns }) }];
    return { action: 'columns', entities, ...(columns && { columns }), reach: 'named' };
}
function droppedOf(head) {
    const droppedColumns = takeNames(head);
    return droppedColumns === undefined ? {} : { droppedColumns };
}
function readOtherTable(head, table, verb) {
    const renames = verb === 'rename';
    const other = takeEntity(head, 'table', renames ? 'subject' : 'source');
    return other && { action: renames ? 'rename' : 'based-on', entities: [table, other], reach: 'named' };
}
/** `delete D append A` names parts of the query; `delete D move S` names a table that is emptied. */
function readUpdate(head, table) {
    if (head.takeName() === undefined)
        return undefined;
    const moves = head.takeWord() === 'move';
    const source = moves ? takeEntity(head, 'table') : undefined;
    return {
        action: 'records',
        entities: source ? [table, source] : [table],
        reach: moves && !source ? 'open' : 'named',
    };
}
function readAction(head, word) {
    const policy = word === 'policy' ? readPolicy(head) : undefined;
    return { action: word, ...(policy && { policy }) };
}
function readTables(head, verb) {
    if (verb === 'rename')
        return readRenames(head);
    const listed = head.skipCharacter('(');
    const entities = [];
    do {
        const table = takeEntity(head, 'table');
        if (table === undefined)
            return undefined;
        const columns = listed ? undefined : takeColumns(head);
        entities.push({ ...table, ...(columns && { columns }) });
    } while (head.skipCharacter(','));
    if (listed && !head.skipCharacter(')'))
        return undefined;
    const action = listed ? readAction(head, head.takeWord() ?? '') : { action: 'columns' };
    return { ...action, entities, reach: 'named' };
}
function readRenames(head) {
    const entities = [];
    do {
        const to = takeEntity(head, 'table');
        const from = head.skipCharacter('=') ? takeEntity(head, 'table') : undefined;
        if (to === undefined || from === undefined)
            return undefined;
        entities.push(to, from);
        head.skip('ifexists');
    } while (head.skipCharacter(','));
    return { action: 'rename', entities, reach: 'named' };
}
function readColumn(head, verb) {
    const column = takeColumnEntity(head);
    if (column === undefined)
        return undefined;
    const word = head.takeWord() ?? '';
    const newName = verb === 'rename' && word === 'to' ? head.takeName() : undefined;
    const entities = [{ ...column, ...(newName && { newColumn: newName.name }) }];
    return { ...readAction(head, word), entities, reach: 'named' };
}
function readColumns(head) {
    const entities = [];
    do {
        const newName = head.takeName();
        const column = newName && head.skipCharacter('=') ? takeColumnEntity(head) : undefined;
        if (newName === undefined || column === undefined)
            return undefined;
        entities.push({ ...column, newColumn: newName.name });
    } while (head.skipCharacter(','));
    return { action: 'rename', entities, reach: 'named' };
}
function readFunction(head) {
    head.skip('ifnotexists');
    if (head.peekWord() === 'with')
        takeProperties(head);
    return readNamed(head, 'function');
}
function readView(head) {
    head.skip('ifnotexists');
    const properties = takeProperties(head);
    const view = takeEntity(head, 'materialized-view');
    if (view === undefined)
        return undefined;
    const word = head.takeWord() ?? '';
    const source = word === 'on' ? takeSource(head) : undefined;
    const entities = source ? [view, source] : [view];
    return {
        ...readAction(head, source ? 'definition' : word),
        entities,
        ...(properties && { properties }),
        reach: 'named',
    };
}
function takeSource(head) {
    const word = head.takeWord();
    if (word === 'table')
        return takeEntity(head, 'table', 'source');
    return word === 'materialized-view' ? takeEntity(head, 'materialized-view', 'source') : undefined;
}
function readNamed(head, kind) {
    const entity = takeEntity(head, kind);
    return entity && { ...readAction(head, head.takeWord() ?? ''), entities: [entity], reach: 'named' };
}
function readDatabase(head) {
    const named = !head.isAtEnd && !['policy', 'ingestion', 'script'].includes(head.peekWord() ?? '');
    const database = named ? takeEntity(head, 'database') : undefined;
    return { ...readAction(head, head.takeWord() ?? ''), entities: database ? [database] : [], reach: 'open' };
}

;// CONCATENATED MODULE: ./build/domain/kql/statement-kind.js







/** Reads one command as it comes from `splitScript` or from `.show database schema as csl script`. */
function readStatement(text) {
    const head = new Head(text);
    const verb = head.skipCharacter('.') ? (head.takeWord() ?? '') : '';
    if (verb === '')
        return { verb, noun: '', ...unreadTarget };
    if (/^(set|append|set-or-append|set-or-replace)$/.test(verb))
        return { verb, ...readQueryIngestion(text, head) };
    if (verb === 'ingest')
        return { verb, ...readIngestion(head) };
    head.skip('async');
    head.skip('ifnotexists');
    const noun = takeNoun(head);
    if (/^extents?$/.test(noun))
        return { verb, noun, ...readExtentCommand(text, head) };
    return { verb, noun, ...readTarget(noun, head, verb) };
}
/** The command with the table's name replaced wherever the command acts on it; bodies, queries and policies are left as they are. */
function renameTable(text, from, to) {
    const places = readStatement(text)
        .entities.filter((entity) => entity.kind === 'table' && entity.role === 'subject' && entity.name === from)
        .map((entity) => entity.at)
        .toSorted((one, other) => other.start - one.start);
    return places.reduce((result, at) => result.slice(0, at.start) + bracketName(to) + result.slice(at.end), text);
}
/** `.set [async] T [with (…)] <| query`; with anything else it is about roles or settings and read as such. */
function readQueryIngestion(text, head) {
    const place = head.place;
    const found = takeIngestionTarget(head);
    if (found !== undefined && head.isAtEnd && !runsCommand(text))
        return { noun: 'table', action: 'query', ...found };
    head.returnTo(place);
    const noun = takeNoun(head);
    return { noun, ...readTarget(noun, head, 'set') };
}
/** The input is a query or a `.show` command; anything else is not known to be harmless. */
function runsCommand(text) {
    return /<\|\s*\.(?!show\s)/.test(text);
}
function takeIngestionTarget(head) {
    head.skip('async');
    if (head.peekWord() === 'stored_query_result')
        return undefined;
    const table = takeEntity(head, 'table');
    const properties = takeProperties(head);
    return table && { entities: [table], ...(properties && { properties }), reach: 'named' };
}
function readIngestion(head) {
    head.skip('async');
    const action = head.skip('inline') ? 'inline' : 'storage';
    const noun = 'table';
    if (!head.skip('into'))
        return { noun: '', ...unreadTarget };
    const place = head.place;
    if (!head.skip('table') || head.isAtEnd)
        head.returnTo(place);
    const table = takeEntity(head, 'table');
    if (action === 'storage')
        head.skipParentheses() || head.takeLiteral();
    const properties = takeProperties(head);
    return { noun, action, entities: table ? [table] : [], ...(properties && { properties }), reach: 'named' };
}

;// CONCATENATED MODULE: ./build/domain/kql/schema-script.js


/** Tables whose IngestionTime policy the script turns off. */
function tablesWithoutIngestionTime(script) {
    const names = script.flatMap((text) => {
        const { policy, entities, verb } = readStatement(text);
        const turnsOff = verb === 'alter' && policy?.name === 'ingestiontime' && /\bfalse\s*$/i.test(text);
        return turnsOff ? tableNames(entities) : [];
    });
    return new Set(names);
}
/** The script without the commands that grant roles: replaying it grants nobody anything. */
function withoutGrants(script) {
    return script.filter((text) => !grantsRole(text));
}
/** The script without the tables that this tool has made, which are no part of anybody's schema. */
function withoutOwnTables(script) {
    return script.filter((text) => !tableNames(readStatement(text).entities).some(isOwnTable));
}
/** The settings of one table; without the command that makes the table, which carries columns, folder and docstring. */
function settingsOf(script, table) {
    const own = script
        .map((text) => ({ text, reading: readStatement(text) }))
        .filter(({ reading }) => isSetting(reading) && tableNames(reading.entities).includes(table));
    const isOfColumns = ({ reading }) => reading.noun === 'column' || reading.action === 'column-docstrings';
    return {
        columns: own.filter(isOfColumns).map(({ text }) => text),
        table: own.filter((one) => !isOfColumns(one)).map(({ text }) => text),
    };
}
/** The settings as commands on another table. */
function settingsFor(settings, from, to) {
    const rename = (text) => renameTable(text, from, to);
    return { columns: settings.columns.map(rename), table: settings.table.map(rename) };
}
/**
 * What differs between the settings of two tables, the second's said as if it had the first's name; empty when nothing does. A role more on the
 * second is no difference: whoever makes a table becomes its admin.
 */
function compareSettings(expected, seen) {
    const [before, after] = [linesOf(expected), linesOf(seen)];
    const missing = [...before].filter((line) => !after.has(line)).map((line) => `missing: ${line}`);
    const extra = [...after].filter((line) => !before.has(line) && !grantsRole(line)).map((line) => `extra: ${line}`);
    return [...missing, ...extra];
}
function linesOf({ columns, table }) {
    return new Set([...columns, ...table]);
}
/**
 * For each of the tables, those that update policies fill when rows come into it, directly or through others. While one policy cannot be read, every
 * table may fill every other.
 */
function derivedTables(script, tables) {
    const policies = script.map(readStatement).filter(({ policy }) => policy?.name === 'update');
    if (policies.some(({ policy, verb }) => policy?.updateSources === undefined || verb !== 'alter'))
        return new Map(tables.map((table) => [table, tables.filter((other) => other !== table)]));
    const fills = (table) => policies.filter(({ policy }) => policy?.updateSources?.some((source) => reads(source, table))).flatMap(subjectsOf);
    return new Map(tables.map((table) => [table, reachableFrom(table, fills)]));
}
function subjectsOf({ entities }) {
    return tableNames(entities);
}
function reads({ table, kind }, name) {
    if (kind === 'name')
        return table === name;
    const pattern = table.replace(/[\\^$.+?()[\]{}|]/g, '\\$&').replaceAll('*', '[^]*');
    return new RegExp(`^${pattern}$`).test(name);
}
/** Without the table itself, also where policies go round in a circle. */
function reachableFrom(start, next) {
    const found = new Set([start]);
    for (const table of found)
        for (const target of next(table))
            found.add(target);
    found.delete(start);
    return [...found];
}
/** The policies that the script sets on each table, as `PolicyReading.value` has them; the last of one name counts. */
function policiesByTable(script) {
    const byTable = new Map();
    for (const { verb, noun, policy, entities } of script.map(readStatement)) {
        if (policy === undefined || !['table', 'tables'].includes(noun))
            continue;
        for (const table of tableNames(entities)) {
            const policies = byTable.get(table) ?? new Map();
            byTable.set(table, policies);
            policies.delete(policy.name);
            if (verb === 'alter' && policy.value !== undefined)
                policies.set(policy.name, policy.value);
        }
    }
    return byTable;
}
/** Names of the materialized views that the script makes. */
function viewsOf(script) {
    const made = script.map(readStatement).filter(({ noun }) => noun === 'materialized-view');
    return new Set(made.flatMap(({ entities }) => entities.filter(({ kind }) => kind === 'materialized-view').map(({ name }) => name)));
}
/** Tables whose row level security hides rows from whoever reads them. */
function tablesWithHiddenRows(script) {
    const readings = script.map(readStatement).filter(({ policy }) => isOn(policy, 'row_level_security'));
    return new Set(readings.flatMap(({ entities }) => tableNames(entities)));
}
/** Views and update policies that a change of the table's identity would break, as sentences; empty when there are none. */
function dependents(script, table) {
    return script.flatMap((text) => {
        const reading = readStatement(text);
        const [subject] = reading.entities;
        if (reading.noun === 'materialized-view' && mentions(reading, table))
            return [`the materialized view ${subject?.name ?? ''} is made from it`];
        if (reading.policy?.name === 'update' && tableNames(reading.entities).includes(table))
            return ['an update policy fills it'];
        if (isOn(reading.policy, 'row_level_security') && tableNames(reading.entities).includes(table))
            return ['it has a row level security policy'];
        if (isOn(reading.policy, 'restricted_view_access') && tableNames(reading.entities).includes(table))
            return ['it has restricted view access'];
        return [];
    });
}
function isSetting({ verb, noun }) {
    const madeBy = verb === 'create-merge' || (verb === 'create' && (noun === 'table' || noun === 'tables'));
    return !madeBy && (noun === 'table' || noun === 'tables' || noun === 'column');
}
function isOn(policy, name) {
    return policy?.name === name && policy.switch !== 'disable' && policy.switch !== 'false';
}
function grantsRole(text) {
    const { verb, noun } = readStatement(text);
    return (verb === 'add' || verb === 'set') && noun !== '';
}
function mentions({ entities }, table) {
    return entities.some(({ name, kind }) => kind === 'table' && name === table);
}
function tableNames(entities) {
    return entities.filter(({ kind, role }) => kind === 'table' && role === 'subject').map(({ name }) => name);
}

// EXTERNAL MODULE: ./build/domain/column.js
var domain_column = __nccwpck_require__(6703);
;// CONCATENATED MODULE: ./build/domain/cursor-bound.js
/**
 * Rows whose stamp the engine has not decided yet: it lags what readers see. They will come after any cursor read before; should one come to lie
 * at the cursor after all, the counts before and after the export differ.
 */
function unassigned({ total, atCursor, newer, untimed }) {
    return total - atCursor - newer - untimed;
}
/** Rows that the bound takes in. */
function boundedRows(populations) {
    return populations.atCursor + populations.untimed;
}
/**
 * A cursor hides rows that arrive later but does not keep rows that leave, so a table is exact only when what was exported is what was
 * there before and what is still there after, under one identity.
 * Source: https://learn.microsoft.com/kusto/query/database-cursor
 */
function judgeExactness(observed) {
    const { before, after, exportedRows, identity, unequalSlices } = observed;
    if (identity === 'changed')
        return { kind: 'fuzzy', reason: 'the table was replaced or its columns changed during the export' };
    if (before.atCursor !== after.atCursor || before.untimed !== after.untimed) {
        return fuzzy('rows left or entered the table during the export', boundedRows(after) - boundedRows(before));
    }
    if (!sameTimes(before, after))
        return { kind: 'fuzzy', reason: 'rows were replaced by others, ingested at other times, during the export' };
    if (exportedRows !== boundedRows(before)) {
        return fuzzy('the export wrote another number of rows than the table had', exportedRows - boundedRows(before));
    }
    if (unequalSlices > 0)
        return { kind: 'fuzzy', reason: `${unequalSlices} slices hold other numbers of rows than were counted for them` };
    return { kind: 'exact' };
}
function sameTimes({ times: a }, { times: b }) {
    return a.low === b.low && a.high === b.high;
}
function fuzzy(reason, rows) {
    return { kind: 'fuzzy', reason, rows: rows.toString() };
}

;// CONCATENATED MODULE: ./build/domain/coverage.js


/**
 * Judged by rows, never by time: a snapshot that is younger than the plan may still lack rows. The identity, the columns and both counts must be
 * those of the snapshot, and no row may be newer or unassigned.
 */
function judgeCoverage(at) {
    const { snapshotId, table, live, populations } = at;
    const no = (why) => ({ kind: 'not-covered', why: `snapshot ${snapshotId} ${why}` });
    const structure = judgeStructure(table, live);
    if (structure !== undefined)
        return no(structure);
    const uncovered = populations.total - populations.atCursor - populations.untimed;
    if (uncovered !== 0n)
        return no(`lacks ${uncovered} rows that arrived after it`);
    const { atCursor, untimed } = table.populations;
    if (populations.atCursor !== BigInt(atCursor) || populations.untimed !== BigInt(untimed)) {
        return no(`holds ${BigInt(atCursor) + BigInt(untimed)} rows of that time, the table ${populations.atCursor + populations.untimed}`);
    }
    const times = { low: BigInt(table.populations.times.low), high: BigInt(table.populations.times.high) };
    if (!sameTimes(populations, { times }))
        return no('was taken before rows were replaced by as many others');
    const rows = { atCursor: populations.atCursor, untimed: populations.untimed };
    return { kind: 'covered', snapshotId, cursor: at.cursor, rows };
}
/** What can be told without counting; undefined when the snapshot fits. */
function judgeStructure(table, live) {
    if (live.tableId !== table.tableId)
        return 'was taken of another table of that name, for example before a restore';
    if ((0,domain_column/* schemaHash */.ir)(live.columns) !== table.schemaHash)
        return 'was taken before the columns changed';
    return table.exactness.kind === 'exact' ? undefined : `is fuzzy there: ${table.exactness.reason}`;
}

// EXTERNAL MODULE: ./node_modules/zod/v4/core/errors.js
var errors = __nccwpck_require__(7428);
;// CONCATENATED MODULE: ./build/domain/snapshot/manifest.js



const manifestFormatVersion = 1;
const count = launch_schemas/* string */.YjP().regex(/^\d+$/);
const fingerprint = launch_schemas/* strictObject */.rej({ rows: count, low: count, high: count });
const digest = launch_schemas/* strictObject */.rej({ path: launch_schemas/* string */.YjP(), bytes: launch_schemas/* int */.Whr(), sha256: launch_schemas/* string */.YjP().regex(/^[0-9a-f]{64}$/) });
const baseSnapshot = launch_schemas/* strictObject */.rej({ snapshotId: launch_schemas/* string */.YjP(), manifest: digest });
const storedColumn = launch_schemas/* strictObject */.rej({
    name: launch_schemas/* string */.YjP(),
    type: launch_schemas/* enum */.k5n(domain_column/* columnTypes */.SO),
    form: launch_schemas/* enum */.k5n(['native', 'text', 'microseconds', 'microseconds-and-ticks']),
    tickColumn: launch_schemas/* string */.YjP().optional(),
});
const table = launch_schemas/* strictObject */.rej({
    name: launch_schemas/* string */.YjP(),
    tableId: launch_schemas/* string */.YjP(),
    schemaHash: launch_schemas/* string */.YjP(),
    /** Of the database's schema when the table was read; while it is the same, no column of any table was changed. */
    schemaVersion: launch_schemas/* string */.YjP(),
    folder: launch_schemas/* string */.YjP(),
    docString: launch_schemas/* string */.YjP(),
    columns: launch_schemas/* array */.YOg(storedColumn),
    /** What bounds it: the snapshot's cursor, or a later one where it was exported again. */
    cursor: launch_schemas/* string */.YjP(),
    exactness: launch_schemas/* discriminatedUnion */.gMt('kind', [
        launch_schemas/* strictObject */.rej({ kind: launch_schemas/* literal */.euz('exact') }),
        launch_schemas/* strictObject */.rej({ kind: launch_schemas/* literal */.euz('fuzzy'), reason: launch_schemas/* string */.YjP(), rows: launch_schemas/* string */.YjP().optional() }),
    ]),
    /** Rows at the cursor, rows without ingestion time, and rows that were newer when the snapshot was taken. */
    populations: launch_schemas/* strictObject */.rej({
        atCursor: count,
        untimed: count,
        newer: count,
        /** Sums of the lowest 24 bits and of the next 24 of the XXH64 of every ingestion time at the cursor. */
        times: launch_schemas/* strictObject */.rej({ low: count, high: count }),
    }),
    fingerprint,
    files: launch_schemas/* int */.Whr(),
    bytes: launch_schemas/* int */.Whr(),
    /** Of its files; a top-up's first names the base's, then its own. Each list is in slice order; together they hold every row once. */
    fileLists: launch_schemas/* array */.YOg(digest),
    /** How to restore it without this tool. */
    handScript: digest,
    /** Of a top-up: what of the table lies in the base's files. */
    reused: launch_schemas/* strictObject */.rej({ rows: count, files: launch_schemas/* int */.Whr(), bytes: launch_schemas/* int */.Whr() }).optional(),
    /** Of a top-up: why nothing of it could be reused, so that it was exported whole. */
    notReused: launch_schemas/* string */.YjP().optional(),
    /** With what its exports succeeded, for the next snapshot to begin with. */
    exported: launch_schemas/* strictObject */.rej({
        rowGroupRows: launch_schemas/* int */.Whr(),
        fanOut: launch_schemas/* enum */.k5n(['all', 'half']),
        distributed: launch_schemas/* enum */.k5n(['yes', 'no']),
        /** Present where larger slices were too big. */
        sliceRows: launch_schemas/* int */.Whr().optional(),
    }),
});
const manifest = launch_schemas/* strictObject */.rej({
    formatVersion: launch_schemas/* literal */.euz(manifestFormatVersion),
    snapshotId: launch_schemas/* string */.YjP(),
    startedAt: launch_schemas/* string */.YjP(),
    finishedAt: launch_schemas/* string */.YjP(),
    tool: launch_schemas/* strictObject */.rej({ name: launch_schemas/* literal */.euz('kusto-rebuild'), version: launch_schemas/* string */.YjP() }),
    cluster: launch_schemas/* strictObject */.rej({ host: launch_schemas/* string */.YjP(), buildVersion: launch_schemas/* string */.YjP() }),
    database: launch_schemas/* string */.YjP(),
    cursor: launch_schemas/* string */.YjP(),
    fingerprintRecipe: launch_schemas/* literal */.euz(1),
    /** How far the snapshot was checked when it was taken. */
    level: launch_schemas/* literal */.euz('files'),
    /** What this snapshot tops up: some of its files lie there. */
    base: baseSnapshot.optional(),
    schemaScript: digest,
    /** `RESTORE.md`. */
    handPage: digest,
    tables: launch_schemas/* array */.YOg(table),
});
const fileRecord = launch_schemas/* strictObject */.rej({
    path: launch_schemas/* string */.YjP(),
    bytes: launch_schemas/* int */.Whr(),
    etag: launch_schemas/* string */.YjP(),
    rowGroups: launch_schemas/* int */.Whr(),
    slice: launch_schemas/* int */.Whr(),
    fingerprint,
});
function storeFingerprint({ rows, low, high }) {
    return { rows: rows.toString(), low: low.toString(), high: high.toString() };
}
function loadFingerprint({ rows, low, high }) {
    return { rows: BigInt(rows), low: BigInt(low), high: BigInt(high) };
}
function storeExactness(exactness) {
    return exactness.kind === 'exact' ? { kind: 'exact' } : { ...exactness };
}
/** Reads a manifest; rejects one of another format version by name and a malformed one with every place that is wrong. */
function parseManifest(text, path) {
    const value = parseJson(text, path);
    const version = launch_schemas/* looseObject */._H3({ formatVersion: launch_schemas/* number */.aig() }).safeParse(value);
    if (version.success && version.data.formatVersion !== manifestFormatVersion) {
        throw (0,domain_problem/* problemError */.gS)({
            code: 'format-version',
            summary: `The snapshot at ${path} has format version ${version.data.formatVersion}; this version reads ${manifestFormatVersion}.`,
            next: 'Use a newer version of kusto-rebuild.',
        });
    }
    return check(manifest, value, path);
}
/** Reads one line of `files.jsonl`; `place` names the list and the line. */
function parseFileRecord(line, place) {
    return check(fileRecord, parseJson(line, place), place);
}
function parseJson(text, path) {
    try {
        return JSON.parse(text);
    }
    catch (error) {
        throw (0,domain_problem/* problemError */.gS)(damaged(path, error instanceof Error ? error.message : String(error)), { cause: error });
    }
}
/** Checks a stored document against its schema; a document that does not fit is damaged. */
function check(schema, value, path) {
    const result = schema.safeParse(value);
    if (result.success)
        return result.data;
    throw (0,domain_problem/* problemError */.gS)(damaged(path, errors/* prettifyError */.S1(result.error)));
}
function damaged(path, detail) {
    return { code: 'difference', summary: `${path} is damaged: it does not hold what kusto-rebuild wrote.`, detail };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
;// CONCATENATED MODULE: ./build/procedures/digest.js

function runningDigest() {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    let bytes = 0;
    return {
        add(piece) {
            const part = typeof piece === 'string' ? Buffer.from(piece) : piece;
            bytes += part.length;
            hash.update(part);
        },
        end: () => ({ bytes, sha256: hash.digest('hex') }),
    };
}
const pieceBytes = 4 * 1024 * 1024;
/** One version of a blob in order, a few megabytes at a time. Rejects with `difference` when that version is gone. */
async function* readPieces(store, { path, bytes, etag }) {
    for (let start = 0; start < bytes; start += pieceBytes) {
        yield await store.readRange(path, { start, end: Math.min(start + pieceBytes, bytes), etag });
    }
}
/** Undefined when there is no such blob. */
async function digestStored(store, path) {
    const blob = await store.inspect(path);
    if (blob === undefined)
        return undefined;
    const running = runningDigest();
    for await (const piece of readPieces(store, blob))
        running.add(piece);
    return { path, etag: blob.etag, ...running.end() };
}

;// CONCATENATED MODULE: ./build/procedures/each-of.js
/**
 * Does the work on every item as it comes, on so many at once, and holds no other. Rejects with the first failure; then nothing more is begun.
 */
async function eachOf(items, parallel, work) {
    const shared = taken(items);
    const worker = async () => {
        for await (const item of shared)
            await work(item);
    };
    await Promise.all(Array.from({ length: parallel }, worker));
}
async function* taken(items) {
    yield* items;
}

;// CONCATENATED MODULE: ./build/procedures/stored-snapshot.js





/** Ids of all snapshots of the database, complete or not, newest first. */
async function listSnapshots(store, paths) {
    const prefix = intentsPrefix(paths);
    const ids = new Set();
    for await (const { path } of store.list(prefix)) {
        const id = parseSnapshotId(path.slice(prefix.length).split('/')[0] ?? '');
        if (id !== undefined)
            ids.add(id);
    }
    return [...ids].sort().reverse();
}
/** Undefined when the snapshot has no manifest, which means that it does not exist. */
async function readManifest(store, paths, id) {
    const path = manifestPath(paths, id);
    const blob = await store.read(path);
    return blob === undefined ? undefined : parseManifest(blob.body, path);
}
/** Of the newest complete snapshot that this version can read; undefined when there is none. A damaged one must not stop the next. */
async function newestManifest(store, paths) {
    for (const id of await listSnapshots(store, paths)) {
        const manifest = await ifReadable(() => readManifest(store, paths, id));
        if (manifest !== undefined)
            return manifest;
    }
    return undefined;
}
/** Undefined for a document that is damaged or of another format version. */
async function ifReadable(read) {
    try {
        return await read();
    }
    catch (error) {
        const isOther = ({ code }) => code === 'difference' || code === 'format-version';
        if (error instanceof domain_problem/* ProblemError */.Mm && error.problems.every(isOther))
            return undefined;
        throw error;
    }
}
/** The snapshot that `wanted` names, an id or `latest`. Rejects with `not-found`, naming what there is. */
async function openSnapshot(store, paths, wanted) {
    const known = await listSnapshots(store, paths);
    const candidates = wanted === 'latest' ? known : known.filter((id) => id === wanted);
    for (const id of candidates) {
        const manifest = await readManifest(store, paths, id);
        if (manifest !== undefined)
            return { id, manifest };
    }
    throw (0,domain_problem/* problemError */.gS)({
        code: 'not-found',
        summary: wanted === 'latest'
            ? `There is no complete snapshot in ${store.label}.`
            : `There is no complete snapshot ${wanted} in ${store.label}.`,
        detail: known.length === 0
            ? 'No snapshot of this database was ever begun there.'
            : `Begun: ${known.slice(0, 5).join(', ')}`,
        next: 'Run status to see the snapshots of this database, or take one with snapshot.',
    });
}
/** Tables that complete snapshots before this one hold and this one does not, each with the newest that holds it. */
async function findInOlder(store, paths, { snapshotId, tables }) {
    const held = new Set(tables.map(({ name }) => name));
    const older = new Map();
    for (const id of await listSnapshots(store, paths)) {
        if (id >= snapshotId)
            continue;
        const manifest = await readManifest(store, paths, id);
        for (const { name } of manifest?.tables ?? [])
            if (!held.has(name) && !older.has(name))
                older.set(name, id);
    }
    return older;
}
/** The snapshot's schema script, one command per item: there is a blank line between commands, and none inside one before a line that begins with a dot. */
async function readStoredScript(store, manifest) {
    return (await readVouched(store, manifest.schemaScript))
        .split(/\n\n(?=\.)/)
        .map((text) => text.trimEnd())
        .filter((text) => text !== '');
}
/** The text of a blob that the manifest holds a digest of; rejects with `difference` when it is another. */
async function readVouched(store, digest) {
    const blob = await store.read(digest.path);
    if (blob === undefined)
        throw (0,domain_problem/* problemError */.gS)(missingBlob(digest));
    const seen = sha256(blob.body);
    if (seen === digest.sha256)
        return blob.body;
    throw (0,domain_problem/* problemError */.gS)(changedBlob(digest, seen));
}
function missingBlob({ path }) {
    return { code: 'difference', summary: `${path} is missing.` };
}
function changedBlob({ path, sha256: expected }, seen) {
    return { code: 'difference', summary: `${path} was changed.`, detail: `SHA-256 expected ${expected}, seen ${seen}` };
}
function sha256(text) {
    return (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex');
}

;// CONCATENATED MODULE: ./build/procedures/file-list.js





const parallelLooks = 16;
/** Lists up to this size are read at once. */
const smallList = 4 * 1024 * 1024;
/**
 * A table's files list by list, as the manifest's digests vouch for them: nothing is told of a list that is missing or was changed, it rejects with
 * `difference` first. A few megabytes of a list are in memory at a time.
 */
async function* readFileList(store, { fileLists }) {
    for (const list of fileLists)
        yield* readOneList(store, list);
}
async function* readOneList(store, list) {
    let line = 0;
    for await (const text of file_list_linesOf(vouchedPieces(store, list))) {
        line += 1;
        if (text !== '')
            yield parseFileRecord(text, `${list.path}:${line}`);
    }
}
/** A file of a table that is not there in the version that was verified, in words; undefined when all are. */
async function findLostFile(store, table) {
    let lost;
    await eachOf(readFileList(store, table), parallelLooks, async ({ path, etag }) => {
        if (lost !== undefined)
            return;
        const blob = await store.inspect(path);
        if (blob?.etag === etag)
            return;
        lost ??= `${path} is ${blob === undefined ? 'missing' : 'not the version that was verified'}`;
    });
    return lost;
}
/** A large list is read twice: what its first reading vouched for is told by the second, of the same version. */
async function* vouchedPieces(store, digest) {
    if (digest.bytes <= smallList) {
        yield await readVouched(store, digest);
        return;
    }
    const stored = await digestStored(store, digest.path);
    if (stored === undefined)
        throw (0,domain_problem/* problemError */.gS)(missingBlob(digest));
    if (stored.sha256 !== digest.sha256)
        throw (0,domain_problem/* problemError */.gS)(changedBlob(digest, stored.sha256));
    const decoder = new TextDecoder();
    for await (const piece of readPieces(store, stored))
        yield decoder.decode(piece, { stream: true });
}
async function* file_list_linesOf(pieces) {
    let rest = '';
    for await (const piece of pieces) {
        const lines = (rest + piece).split('\n');
        rest = lines.pop() ?? '';
        yield* lines;
    }
    if (rest !== '')
        yield rest;
}

;// CONCATENATED MODULE: ./node_modules/yocto-queue/index.js
/*
How it works:
`this.#head` is an instance of `Node` which keeps track of its current value and nests another instance of `Node` that keeps the value that comes after it. When a value is provided to `.enqueue()`, the code needs to iterate through `this.#head`, going deeper and deeper to find the last value. However, iterating through every single item is slow. This problem is solved by saving a reference to the last value as `this.#tail` so that it can reference it to add a new value.
*/

class Node {
	value;
	next;

	constructor(value) {
		this.value = value;
	}
}

class Queue {
	#head;
	#tail;
	#size;

	constructor() {
		this.clear();
	}

	enqueue(value) {
		const node = new Node(value);

		if (this.#head) {
			this.#tail.next = node;
			this.#tail = node;
		} else {
			this.#head = node;
			this.#tail = node;
		}

		this.#size++;
	}

	dequeue() {
		const current = this.#head;
		if (!current) {
			return;
		}

		this.#head = this.#head.next;
		this.#size--;

		// Clean up tail reference when queue becomes empty
		if (!this.#head) {
			this.#tail = undefined;
		}

		return current.value;
	}

	peek() {
		if (!this.#head) {
			return;
		}

		return this.#head.value;

		// TODO: Node.js 18.
		// return this.#head?.value;
	}

	clear() {
		this.#head = undefined;
		this.#tail = undefined;
		this.#size = 0;
	}

	get size() {
		return this.#size;
	}

	* [Symbol.iterator]() {
		let current = this.#head;

		while (current) {
			yield current.value;
			current = current.next;
		}
	}

	* drain() {
		while (this.#head) {
			yield this.dequeue();
		}
	}
}

;// CONCATENATED MODULE: ./node_modules/p-limit/index.js


function pLimit(concurrency) {
	let rejectOnClear = false;

	if (typeof concurrency === 'object') {
		({concurrency, rejectOnClear = false} = concurrency);
	}

	validateConcurrency(concurrency);

	if (typeof rejectOnClear !== 'boolean') {
		throw new TypeError('Expected `rejectOnClear` to be a boolean');
	}

	const queue = new Queue();
	let activeCount = 0;

	const resumeNext = () => {
		// Process the next queued function if we're under the concurrency limit
		if (activeCount < concurrency && queue.size > 0) {
			activeCount++;
			queue.dequeue().run();
		}
	};

	const next = () => {
		activeCount--;
		resumeNext();
	};

	const run = async (function_, resolve, arguments_) => {
		// Execute the function and capture the result promise
		const result = (async () => function_(...arguments_))();

		// Resolve immediately with the promise (don't wait for completion)
		resolve(result);

		// Wait for the function to complete (success or failure)
		// We catch errors here to prevent unhandled rejections,
		// but the original promise rejection is preserved for the caller
		try {
			await result;
		} catch {}

		// Decrement active count and process next queued function
		next();
	};

	const enqueue = (function_, resolve, reject, arguments_) => {
		const queueItem = {reject};

		// Queue the internal resolve function instead of the run function
		// to preserve the asynchronous execution context.
		new Promise(internalResolve => { // eslint-disable-line promise/param-names
			queueItem.run = internalResolve;
			queue.enqueue(queueItem);
		}).then(run.bind(undefined, function_, resolve, arguments_)); // eslint-disable-line promise/prefer-await-to-then

		// Start processing immediately if we haven't reached the concurrency limit
		if (activeCount < concurrency) {
			resumeNext();
		}
	};

	const generator = (function_, ...arguments_) => new Promise((resolve, reject) => {
		enqueue(function_, resolve, reject, arguments_);
	});

	Object.defineProperties(generator, {
		activeCount: {
			get: () => activeCount,
		},
		pendingCount: {
			get: () => queue.size,
		},
		clearQueue: {
			value() {
				if (!rejectOnClear) {
					queue.clear();
					return;
				}

				const abortError = AbortSignal.abort().reason;

				while (queue.size > 0) {
					queue.dequeue().reject(abortError);
				}
			},
		},
		concurrency: {
			get: () => concurrency,

			set(newConcurrency) {
				validateConcurrency(newConcurrency);
				concurrency = newConcurrency;

				queueMicrotask(() => {
					// eslint-disable-next-line no-unmodified-loop-condition
					while (activeCount < concurrency && queue.size > 0) {
						resumeNext();
					}
				});
			},
		},
		map: {
			async value(iterable, function_) {
				const promises = [];

				try {
					Array.from(iterable, (value, index) => {
						const promise = generator(function_, value, index);
						promises.push(promise);
						return promise;
					});
				} catch (error) {
					// The iterable threw, so `Promise.all` never observes the already scheduled promises. Observe them here to avoid unhandled rejections.
					for (const promise of promises) {
						promise.catch(() => {}); // eslint-disable-line promise/prefer-await-to-then
					}

					throw error;
				}

				return Promise.all(promises);
			},
		},
	});

	return generator;
}

function limitFunction(function_, options) {
	const limit = pLimit(options);

	const limitedFunction = (...arguments_) => limit(() => function_(...arguments_));
	Object.defineProperty(limitedFunction, 'clearQueue', {
		value: limit.clearQueue,
	});

	return limitedFunction;
}

function validateConcurrency(concurrency) {
	if (!((Number.isInteger(concurrency) || concurrency === Number.POSITIVE_INFINITY) && concurrency > 0)) {
		throw new TypeError('Expected `concurrency` to be a number from 1 and up');
	}
}

;// CONCATENATED MODULE: ./build/procedures/settle-cursor.js


/** Several count queries run at once; more would only queue up in the cluster. */
const parallelCounts = 4;
/**
 * Reads a cursor at or before which lies every row that is visible when the work begins. The engine assigns stamps after rows become visible, by up
 * to a minute with streaming ingestion, so a cursor taken right after a load misses its last rows. A row may also get its stamp between the cursor
 * and the count, and is newer then: only a cursor that was read after a count without waiting rows has all of that count behind it. Gives up after
 * `patienceMilliseconds` on a database that never rests; rows still without stamp then count as newer.
 * Source: https://learn.microsoft.com/azure/data-explorer/ingest-data-streaming#limitations
 */
async function settleCursor(read, tables, { clock, patienceMilliseconds }) {
    const giveUpAt = clock.now().getTime() + patienceMilliseconds;
    let allHadStamps = false;
    for (let pause = 200;; pause = Math.min(pause * 2, 10_000)) {
        const cursor = await read.cursor();
        const populations = await countAll(read, tables, cursor);
        const counts = [...populations.values()];
        const allHaveStamps = counts.every((one) => unassigned(one) === 0n);
        const isSettled = allHaveStamps && (allHadStamps || counts.every(({ newer }) => newer === 0n));
        if (isSettled || clock.now().getTime() + pause > giveUpAt)
            return { cursor, populations };
        allHadStamps = allHaveStamps;
        if (!allHaveStamps)
            await clock.sleep(pause);
    }
}
/** Counts of every table on each side of one cursor. */
async function countAll(read, tables, cursor) {
    const limit = pLimit(parallelCounts);
    const counts = tables.map((table) => limit(async () => [table.name, await read.populations(table.name, table.columns, cursor)]));
    return new Map(await Promise.all(counts));
}

;// CONCATENATED MODULE: ./build/procedures/find-coverage.js




/** How long rows that were just ingested may take to get their stamp before they count as uncovered. */
const settlePatience = 10_000;
/**
 * Looks for a snapshot that covers the table as it is at this moment, newest first. The counts are the engine's own, and the files must be there in
 * the version that was verified.
 */
async function findCoverage(live, world) {
    let nearest;
    for (const id of await listSnapshots(world.store, world.paths)) {
        const manifest = await readManifest(world.store, world.paths, id);
        const table = manifest?.tables.find(({ name }) => name === live.name);
        if (manifest === undefined || table === undefined)
            continue;
        const coverage = await judge(manifest, table, live, world);
        if (coverage.kind === 'covered')
            return coverage;
        nearest ??= coverage.why;
    }
    return { kind: 'not-covered', why: nearest ?? 'no complete snapshot holds this table' };
}
async function judge(manifest, table, live, world) {
    const { snapshotId } = manifest;
    const structure = judgeStructure(table, live);
    if (structure !== undefined)
        return { kind: 'not-covered', why: `snapshot ${snapshotId} ${structure}` };
    await settleCursor(world.read, [live], { clock: world.clock, patienceMilliseconds: settlePatience });
    const cursor = table.cursor;
    const populations = await world.read.populations(live.name, live.columns, cursor);
    const coverage = judgeCoverage({ snapshotId, cursor, table, live, populations });
    if (coverage.kind === 'not-covered')
        return coverage;
    const lost = await findLostFile(world.store, table);
    return lost === undefined ? coverage : { kind: 'not-covered', why: `snapshot ${snapshotId} is damaged: ${lost}` };
}

;// CONCATENATED MODULE: ./build/procedures/guard-losses.js




/** The database as it is at this moment, as statements are judged against it; the tool's own tables are among the others. */
async function observeTables(read) {
    const [tables, script] = await Promise.all([read.tables(), read.schemaScript()]);
    const names = tables.map(({ name }) => name);
    const [derived, policies] = [derivedTables(script, names), policiesByTable(script)];
    const describe = ({ name, columns, softDeletePeriod }) => ({
        columns,
        derived: derived.get(name) ?? [],
        policies: policies.get(name) ?? new Map(),
        ...(softDeletePeriod === undefined ? {} : { retentionSoftDelete: softDeletePeriod }),
    });
    return { views: viewsOf(script), tables: new Map(tables.map((table) => [table.name, describe(table)])) };
}
function judgeStatement(statement, live) {
    return { ...statement, loss: judgeLoss(statement.reading, live) };
}
/** The statement judged by what is there now: earlier statements and other hands may have changed what the first judgement saw. */
async function judgeAgain(statement, read) {
    return whyHarmless(statement.reading) === undefined
        ? judgeStatement(statement, await observeTables(read))
        : statement;
}
/**
 * A table that was covered before this run's first loss stays covered for the losses that follow on it, as long as no row arrives: the snapshot holds
 * all that was there. A row that arrives may carry an old ingestion time or none, so neither count may grow. What is no table, a view or an external
 * table, is never covered, and no more is a table of the tool's own: no snapshot holds it, and it may hold the only copy of what a restore put
 * aside. `before` are the names of the tables before the run.
 */
function createLossGuard(before, world) {
    const known = new Set(before);
    const covered = new Map();
    const changed = new Set();
    async function findObstacle(name, live) {
        if (live === undefined)
            return known.has(name)
                ? undefined
                : { why: `${name} is no table, and snapshots hold tables`, snapshotHelps: 'no' };
        const earlier = covered.get(name);
        const cursor = earlier?.cursor ?? (await world.read.cursor());
        const populations = await world.read.populations(name, live.columns, cursor);
        if (populations.total === 0n)
            return undefined;
        if (isOwnTable(name))
            return { why: `${name} is a table of this tool, which no snapshot holds`, snapshotHelps: 'no' };
        if (earlier !== undefined && changed.has(name)) {
            const left = rowsLeft(earlier, populations);
            const why = findGrowth(earlier, { tableId: live.tableId, rows: populations.total, left });
            covered.set(name, { ...earlier, ...left });
            return why === undefined ? undefined : { why: `${name}: ${why} while the deployment ran`, snapshotHelps: 'yes' };
        }
        const coverage = await findCoverage(live, world);
        if (coverage.kind === 'not-covered')
            return { why: `${name}: ${coverage.why}`, snapshotHelps: 'yes' };
        covered.set(name, { tableId: live.tableId, cursor: coverage.cursor, ...coverage.rows });
        return undefined;
    }
    return {
        async check(request) {
            const { loss } = request;
            if (loss.kind === 'safe')
                return undefined;
            if (loss.kind === 'unclear')
                return refuseForGood(request, 'in which tables cannot be told');
            const tables = new Map((await world.read.tables()).map((table) => [table.name, table]));
            const obstacles = [];
            for (const name of loss.tables) {
                const obstacle = await findObstacle(name, tables.get(name));
                if (obstacle !== undefined)
                    obstacles.push(obstacle);
            }
            const final = obstacles.filter(({ snapshotHelps }) => snapshotHelps === 'no');
            if (final.length > 0)
                return refuseForGood(request, showObstacles(final));
            return obstacles.length === 0 ? undefined : askForSnapshot(request, loss.tables, showObstacles(obstacles));
        },
        passed(loss) {
            if (loss.kind === 'loses-data')
                for (const table of loss.tables)
                    changed.add(table);
        },
    };
}
/** As many rows of each kind as can be those that were covered. */
function rowsLeft(earlier, { atCursor, untimed }) {
    return {
        atCursor: atCursor < earlier.atCursor ? atCursor : earlier.atCursor,
        untimed: untimed < earlier.untimed ? untimed : earlier.untimed,
    };
}
function findGrowth(earlier, { tableId, rows, left }) {
    if (earlier.tableId !== tableId)
        return 'the table was replaced';
    const arrived = rows - left.atCursor - left.untimed;
    return arrived === 0n ? undefined : `${arrived} rows arrived`;
}
function showObstacles(obstacles) {
    return obstacles.map(({ why }) => why).join('; ');
}
/** What no snapshot can ever cover. */
function refuseForGood({ loss, at, text }, why) {
    return {
        code: 'refused',
        summary: `${loss.kind === 'safe' ? 'This' : loss.what}: no snapshot can cover it.`,
        detail: `${firstLine(text)} (${why})`,
        next: 'Run this command by hand, or write it as commands on named tables.',
        at,
    };
}
function askForSnapshot({ loss, at, text }, tables, why) {
    return {
        code: 'not-covered',
        summary: `${loss.kind === 'safe' ? 'This' : loss.what}: no snapshot covers it.`,
        detail: `${firstLine(text)} (${why})`,
        next: `Take a snapshot first: kusto-rebuild snapshot --tables ${tables.join(',')}`,
        at,
    };
}
function firstLine(text) {
    const [line = ''] = text.split('\n');
    return line.length > 120 ? `${line.slice(0, 120)}…` : line;
}

;// CONCATENATED MODULE: ./build/domain/fingerprint.js
const emptyFingerprint = { rows: 0n, low: 0n, high: 0n };
function addFingerprints(parts) {
    let [rows, low, high] = [0n, 0n, 0n];
    for (const part of parts) {
        rows += part.rows;
        low += part.low;
        high += part.high;
    }
    return { rows, low, high };
}
function sameFingerprint(a, b) {
    return a.rows === b.rows && a.low === b.low && a.high === b.high;
}
/** Short form for people. */
function showFingerprint({ low, high }) {
    return `${high.toString(16)}.${low.toString(16)}`;
}
/**
 * Answers that the engine must give before its hashes are trusted: documented vectors, and the shift that splits a hash. A different answer means that
 * fingerprints cannot be compared.
 */
const canary = {
    world: '1846988464401551951',
    instant: '1380966698541616202',
    worldHigh: '430035512',
    negativeHigh: '3959658960',
};
function canaryDifferences(answers) {
    return Object.entries(canary).flatMap(([name, expected]) => {
        const seen = answers[name];
        return seen === expected ? [] : [`${name}: expected ${expected}, got ${seen}`];
    });
}

;// CONCATENATED MODULE: ./build/domain/slots.js
/**
 * How many more commands may begin when so many of one's own run. The last slot is left to others, such as continuous exports, where there is more than
 * one; with none of one's own running one may always be tried, so that a small cluster does not stop everything.
 */
function freeSlots({ total, remaining }, running) {
    const own = Math.max(1, total - 1) - running;
    return Math.max(running === 0 ? 1 : 0, Math.min(own, remaining));
}

;// CONCATENATED MODULE: ./build/procedures/run-operations.js


const firstPoll = 50;
const slowestPoll = 10_000;
/**
 * Runs one asynchronous command per item, as many at once as the cluster has slots, and polls all of them in one request at a pace that slows
 * while nothing ends. Results are in the order of the items; an item that failed is not repeated here, since only the caller knows what a repetition
 * would double.
 */
async function runOperations(items, kind, clock) {
    const results = new Map();
    const running = new Map();
    const waiting = [...items];
    let pause = firstPoll;
    const end = (item, result) => {
        running.delete(item);
        results.set(item, result);
        kind.onEnd?.(item, result);
    };
    while (waiting.length > 0 || running.size > 0) {
        const before = results.size;
        await startSome({ waiting, running, end, kind });
        if (running.size === 0 && results.size > before)
            continue;
        await clock.sleep(pause);
        const ids = [...running.entries()];
        const states = await kind.states(ids.map(([, id]) => id));
        ids.forEach(([item, operation], index) => {
            const result = resultOf(states[index] ?? { kind: 'lost' }, operation, kind.describe(item));
            if (result !== undefined)
                end(item, result);
        });
        pause = results.size > before ? firstPoll : Math.min(pause * 1.5, slowestPoll);
    }
    return items.map((item) => results.get(item) ?? { kind: 'failed', problem: neverEnded(kind.describe(item)) });
}
async function startSome(at) {
    const { waiting, running, end, kind } = at;
    if (waiting.length === 0)
        return;
    const isSingle = running.size === 0 && waiting.length === 1;
    const free = isSingle ? 1 : freeSlots(await kind.slots(), running.size);
    const now = waiting.splice(0, Math.min(free, waiting.length));
    for (const [index, item] of now.entries()) {
        try {
            running.set(item, await kind.start(item));
        }
        catch (error) {
            if (!(error instanceof domain_problem/* ProblemError */.Mm))
                throw error;
            if (isBusy(error)) {
                waiting.unshift(...now.slice(index));
                return;
            }
            end(item, { kind: 'failed', problem: error.problems[0] });
        }
    }
}
/** The cluster had no slot after all and did not accept the item. */
function isBusy(error) {
    return error.problems.some(({ busy }) => busy === true);
}
function resultOf(state, operation, item) {
    switch (state.kind) {
        case 'running':
            return undefined;
        case 'completed':
            return { kind: 'completed', operation };
        case 'failed':
            return {
                kind: 'failed',
                problem: {
                    code: 'service',
                    summary: `${item}: the operation ended as ${state.state}.`,
                    detail: state.message,
                    transient: state.transient,
                },
            };
        case 'lost':
            return {
                kind: 'failed',
                problem: {
                    code: 'unknown',
                    summary: `${item}: the cluster knows operation ${operation} no more.`,
                    transient: true,
                },
            };
    }
}
function neverEnded(item) {
    return { code: 'unknown', summary: `${item}: no result.` };
}

;// CONCATENATED MODULE: ./build/procedures/put-reference-data.js








const stagingLifetime = 86_400_000;
/** Contents that are remembered while runs are interrupted one after the other. */
const mostKnownContents = 8;
const record = launch_schemas/* strictObject */.rej({
    formatVersion: launch_schemas/* literal */.euz(1),
    table: launch_schemas/* string */.YjP(),
    /** What deploy put into the table or was about to put, oldest first. */
    known: launch_schemas/* array */.YOg(launch_schemas/* strictObject */.rej({
        sha256: launch_schemas/* string */.YjP(),
        columns: launch_schemas/* array */.YOg(launch_schemas/* strictObject */.rej({ name: launch_schemas/* string */.YjP(), type: launch_schemas/* enum */.k5n(domain_column/* columnTypes */.SO) })),
        fingerprint: launch_schemas/* strictObject */.rej({ rows: launch_schemas/* string */.YjP(), low: launch_schemas/* string */.YjP(), high: launch_schemas/* string */.YjP() }),
    })),
});
/**
 * Current only when the tag of every extent, the count and the fingerprint say so: a tag alone outlives an edit by hand. Rows are taken for reference
 * data only while all of them together are contents that deploy put there; tags cannot say it, since a merged extent has the tags of all its parts.
 */
async function compareReferenceData(data, world) {
    const { database } = world;
    const live = (await database.read.tables()).find(({ name }) => name === data.table);
    if (live === undefined)
        return { kind: 'outdated', foreignRows: 0n };
    const extents = await database.read.rowsByExtent(data.table);
    const rows = extents.reduce((sum, extent) => sum + extent.rows, 0n);
    const held = await findHeld(await readRecord(data, world), live, database);
    const isCurrent = held?.sha256 === put_reference_data_sha256(data) &&
        (0,domain_column/* schemaHash */.ir)(held.columns) === (0,domain_column/* schemaHash */.ir)(live.columns) &&
        rows === BigInt(data.content.rows) &&
        extents.every(({ tags }) => tags.includes(contentTag(data)));
    if (isCurrent)
        return { kind: 'current' };
    return { kind: 'outdated', foreignRows: held === undefined ? rows : 0n };
}
/** The newest known contents that the table holds; columns may have been added meanwhile, as long as nobody has filled them. */
async function findHeld({ known }, { name, columns }, { read, load }) {
    for (const contents of known.toReversed()) {
        const differences = (0,domain_column/* compareColumns */.lJ)(contents.columns, columns);
        if (differences.some(({ expected }) => expected !== 'absent'))
            continue;
        const seen = await read.fingerprint(name, contents.columns, { kind: 'whole-table' });
        if (!sameFingerprint(seen, contents.fingerprint))
            continue;
        const added = columns.filter((column) => differences.some((one) => one.column === column.name));
        const values = added.length === 0 ? new Map() : await load.nonEmptyValues(name, added);
        if ([...values.values()].every((count) => count === 0n))
            return contents;
    }
    return undefined;
}
/**
 * Loads the file into a table beside, counts rows and values there, and replaces the contents in one transaction. What is put there is written down
 * before, so that a run after an interrupted one knows the rows again, whichever of the two contents it meets. `findObjection` is asked last, when all that is left to do is the replacement: loading takes time, in which
 * rows may have come.
 */
async function putReferenceData(data, world, findObjection) {
    const { database, store, clock } = world;
    await requireColumns(data, database);
    const run = runId(clock.randomHex(8));
    const stage = ownTable('data', run, 0);
    const file = `${world.paths.control}/reference-data/${encodeURIComponent(data.table)}/${put_reference_data_sha256(data)}.csv`;
    await stageFile(file, data, store);
    await database.change.createTable({
        name: stage,
        columns: data.columns,
        folder: 'kusto-rebuild',
        docString: `receives ${data.table}`,
    });
    await database.change.guardStaging(stage, new Date(clock.now().getTime() + stagingLifetime));
    await ingest(data, stage, file, attemptTag(run, 0, 1), world);
    const staged = await database.read.fingerprint(stage, data.columns, { kind: 'whole-table' });
    const missing = await findMissingValues(data, { stage, rows: staged.rows }, database);
    const contents = { sha256: put_reference_data_sha256(data), columns: data.columns, fingerprint: staged };
    if (missing === undefined)
        await saveKnown(data, (known) => [...known.filter((one) => !isSame(one, contents)), contents], world);
    const problem = missing ?? (await findObjection());
    if (problem !== undefined) {
        await database.change.dropTable(stage);
        throw (0,domain_problem/* problemError */.gS)(problem);
    }
    await database.change.replaceContents({
        table: data.table,
        from: stage,
        columns: data.columns,
        tags: [contentTag(data)],
    });
    await requireContents(data, staged, database);
    await saveKnown(data, () => [contents], world);
    await database.change.dropTable(stage);
    await store.remove(file);
}
/** The rows of the stage go in by the place of their columns, so these must be the ones the file was checked against. */
async function requireColumns({ file, table, columns }, database) {
    const live = (await database.read.tables()).find(({ name }) => name === table);
    if (live !== undefined && (0,domain_column/* schemaHash */.ir)(live.columns) === (0,domain_column/* schemaHash */.ir)(columns))
        return;
    const show = (list) => list.map(({ name, type }) => `${name}:${type}`).join(', ');
    throw (0,domain_problem/* problemError */.gS)({
        code: 'reference-data',
        summary: `${table} has other columns than ${file.path} was checked against.`,
        detail: `expected ${show(columns)}, seen ${live === undefined ? 'no such table' : show(live.columns)}`,
        next: 'See what else changes the table, then deploy again.',
        at: { file: file.path, line: 1 },
    });
}
async function requireContents({ file, table, columns }, staged, database) {
    const seen = await database.read.fingerprint(table, columns, { kind: 'whole-table' });
    if (sameFingerprint(seen, staged))
        return;
    throw (0,domain_problem/* problemError */.gS)({
        code: 'difference',
        summary: `${table} does not hold the rows of ${file.path} after they were put in.`,
        detail: `expected ${staged.rows} rows (${showFingerprint(staged)}), seen ${seen.rows} (${showFingerprint(seen)})`,
        next: 'See whether something else writes to the table, then deploy again.',
        at: { file: file.path, line: 1 },
    });
}
/** A file that an interrupted run left there serves, if it is whole. */
async function stageFile(path, { file }, store) {
    if ((await store.write(path, file.text, { kind: 'if-absent' })) !== 'conflict')
        return;
    const there = await store.read(path);
    if (there?.body === file.text)
        return;
    const etag = there?.etag;
    const again = await store.write(path, file.text, etag === undefined ? { kind: 'if-absent' } : { kind: 'if-match', etag });
    if (again === 'conflict') {
        const summary = `Another run puts ${file.path} into place at this moment.`;
        throw (0,domain_problem/* problemError */.gS)({ code: 'taken-over', summary, next: 'Let it finish, then deploy again.' });
    }
}
async function ingest(data, stage, file, tag, { database, store, clock }) {
    const results = await runOperations([data], {
        describe: ({ file: { path } }) => `loading ${path}`,
        slots: () => database.load.slots(),
        states: (ids) => database.load.states(ids),
        start: async ({ content }) => database.load.startIngest({
            table: stage,
            source: await store.uriForCluster(file, 'read'),
            format: 'csv',
            tag,
            csvColumns: content.columns,
        }),
    }, clock);
    (0,domain_problem/* throwProblems */.Jh)(results.flatMap((result) => (result.kind === 'failed' ? [result.problem] : [])));
}
/** Ingestion turns what it cannot read into null without a word, so rows are not enough. */
async function findMissingValues({ file, table, columns, content }, { stage, rows }, database) {
    const seen = await database.load.nonEmptyValues(stage, columns);
    const differences = columns.flatMap(({ name }) => {
        const expected = BigInt(content.nonEmpty.get(name) ?? 0);
        return seen.get(name) === expected
            ? []
            : [`column ${name}: expected ${expected} values, seen ${seen.get(name) ?? 'none'}`];
    });
    if (rows === BigInt(content.rows) && differences.length === 0)
        return undefined;
    return {
        code: 'difference',
        summary: `${file.path} did not arrive whole; ${table} was not changed.`,
        detail: [`expected ${content.rows} rows, seen ${rows}`, ...differences].join('; '),
        at: { file: file.path, line: 1 },
    };
}
async function readRecord(data, { store, paths }) {
    const path = recordPath(data, paths);
    const blob = await store.read(path);
    if (blob === undefined)
        return { known: [] };
    const stored = check(record, parseJson(blob.body, path), path);
    const known = stored.known.map((one) => ({ ...one, fingerprint: loadFingerprint(one.fingerprint) }));
    return { known, etag: blob.etag };
}
async function saveKnown(data, change, world) {
    const { known, etag } = await readRecord(data, world);
    const contents = change(known).slice(-mostKnownContents);
    const stored = contents.map((one) => ({ ...one, fingerprint: storeFingerprint(one.fingerprint) }));
    const body = `${JSON.stringify({ formatVersion: 1, table: data.table, known: stored })}\n`;
    const condition = etag === undefined ? { kind: 'if-absent' } : { kind: 'if-match', etag };
    const path = recordPath(data, world.paths);
    const written = await world.store.write(path, body, condition);
    if (written === 'conflict' && (await world.store.read(path))?.body !== body) {
        throw (0,domain_problem/* problemError */.gS)({
            code: 'taken-over',
            summary: `Another run puts reference data into ${data.table}.`,
            next: 'Let it finish, then deploy again.',
        });
    }
}
function isSame(a, b) {
    return a.sha256 === b.sha256 && sameFingerprint(a.fingerprint, b.fingerprint);
}
function recordPath({ table }, { control }) {
    return `${control}/reference-data/${encodeURIComponent(table)}.json`;
}
/** Without a colon, so that no extent tags retention policy applies. */
function contentTag(data) {
    return `krref${put_reference_data_sha256(data)}`;
}
function put_reference_data_sha256({ file, columns }) {
    const schema = JSON.stringify(columns.map(({ name, type }) => [name, type]));
    return (0,external_node_crypto_.createHash)('sha256').update(schema).update('\n').update(file.text).digest('hex');
}

;// CONCATENATED MODULE: ./build/domain/kql/columns-after.js
/**
 * The columns of every table after the commands, as far as commands say: what reference data is checked against before anything runs. A table
 * that cannot be followed any more, for example after a rename, is left out.
 */
function columnsAfter(before, readings) {
    const after = new Map(before);
    for (const reading of readings)
        apply(after, reading);
    return after;
}
function apply(tables, reading) {
    const { verb, noun, action, entities } = reading;
    if (verb === 'rename' && (noun === 'column' || noun === 'columns')) {
        for (const name of new Set(entities.map((entity) => entity.name)))
            renameColumns(tables, name, entities);
        return;
    }
    const subjects = entities.filter(({ kind, role }) => kind === 'table' && role === 'subject');
    const vanishes = verb === 'rename' || (verb === 'drop' && action === '' && (noun === 'table' || noun === 'tables'));
    for (const subject of vanishes ? entities : subjects) {
        if (vanishes)
            tables.delete(subject.name);
        else
            applyToTable(tables, reading, subject, subjects.length);
    }
}
function applyToTable(tables, { verb, columns, droppedColumns }, subject, subjects) {
    const known = tables.get(subject.name);
    const declared = subject.columns ?? (subjects === 1 ? columns : undefined);
    if (declared !== undefined)
        tables.set(subject.name, declare(verb, known, declared));
    else if (verb === 'drop' && known !== undefined) {
        tables.set(subject.name, without(known, subject.column === undefined ? (droppedColumns ?? []) : [subject.column]));
    }
}
/** All at once, since one command may exchange two names. */
function renameColumns(tables, table, entities) {
    const renames = new Map(entities.filter(({ name }) => name === table).map((one) => [one.column, one.newColumn]));
    const columns = tables.get(table)?.map((column) => {
        const name = renames.has(column.name) ? renames.get(column.name) : column.name;
        return name === undefined ? undefined : { ...column, name };
    });
    if (columns?.every((column) => column !== undefined))
        tables.set(table, columns);
    else
        tables.delete(table);
}
function declare(verb, known, declared) {
    if (known === undefined || verb === 'alter')
        return declared;
    if (verb === 'create')
        return known;
    const names = new Set(known.map(({ name }) => name));
    return [...known, ...declared.filter(({ name }) => !names.has(name))];
}
function without(columns, dropped) {
    return columns.filter(({ name }) => !dropped.includes(name));
}

;// CONCATENATED MODULE: ./build/domain/kql/brackets.js
const closers = { ')': '(', ']': '[', '}': '{' };
/** The brackets open at one place of a command. */
class Brackets {
    #open = [];
    get isEmpty() {
        return this.#open.length === 0;
    }
    get outermost() {
        return this.#open[0];
    }
    /** Takes the next token of the command; answers with what is wrong when it closes something else than what is open. */
    accept(token) {
        const opener = closers[token.text];
        if (opener === undefined) {
            if (['(', '[', '{'].includes(token.text))
                this.#open.push(token);
            return undefined;
        }
        const opened = this.#open.pop();
        if (opened === undefined)
            return { at: token, what: `closes '${token.text}' that was not opened` };
        return opened.text === opener ? undefined : { at: opened, what: `opens '${opened.text}' that is not closed` };
    }
}

;// CONCATENATED MODULE: ./build/domain/kql/verbs.js
/** Verbs of management commands in use. Source: https://learn.microsoft.com/kusto/management/ */
const knownVerbs = [
    'add',
    'alter',
    'alter-merge',
    'append',
    'attach',
    'cancel',
    'clear',
    'create',
    'create-merge',
    'create-or-alter',
    'delete',
    'detach',
    'disable',
    'drop',
    'enable',
    'execute',
    'export',
    'ingest',
    'merge',
    'move',
    'purge',
    'rename',
    'replace',
    'save',
    'set',
    'set-or-append',
    'set-or-replace',
    'show',
    'undo',
    'update',
];
const known = new RegExp(`\\.(?:${knownVerbs.join('|')})(?=\\s)`, 'y');
const commandLine = /^\.[A-Za-z][A-Za-z-]*(?=\s)/gm;
/** The text at `offset` is `.verb` with a verb of the list and white space after it. */
function isKnownVerbAt(text, offset) {
    known.lastIndex = offset;
    return known.test(text);
}
/** Offset of the next line that begins like a command, at or after `offset`; the text's length when there is none. */
function nextCommandLine(text, offset) {
    commandLine.lastIndex = offset;
    return commandLine.exec(text)?.index ?? text.length;
}

;// CONCATENATED MODULE: ./build/domain/kql/inline-data.js

const commandLike = /\.[A-Za-z][A-Za-z-]*[ \t]+[A-Za-z(['"]/y;
/**
 * Where the rows after `.ingest inline … <|` end. The rows are data whatever they hold, until a line that begins, in its first column, with
 * a verb in use, or, after a blank line, with anything that looks like a command; so `.5,b` stays data. Blank lines and comments that lead
 * up to the next command or to the end are not data, where a blank line or a bare `//` sets them apart.
 * Source: https://learn.microsoft.com/kusto/management/data-ingestion/ingest-inline
 */
function findInlineDataEnd(text, from) {
    let afterBlank = false;
    for (let start = lineAfter(text, from); start < text.length; start = lineAfter(text, start)) {
        if (isKnownVerbAt(text, start) || (afterBlank && looksLikeCommand(text, start))) {
            return { end: trimEnd(text, from, start), next: start };
        }
        afterBlank = isBlank(lineAt(text, start));
    }
    return { end: trimEnd(text, from, text.length), next: text.length };
}
function trimEnd(text, from, end) {
    let kept = end;
    for (let start = lineBefore(text, end); start > from; start = lineBefore(text, start)) {
        const line = lineAt(text, start).trim();
        if (line !== '' && !line.startsWith('//'))
            break;
        if (line === '' || line === '//')
            kept = start;
    }
    return from + text.slice(from, kept).replace(/[\r\n]+$/, '').length;
}
function looksLikeCommand(text, start) {
    commandLike.lastIndex = start;
    return commandLike.test(text);
}
function isBlank(line) {
    return line.trim() === '';
}
function lineAt(text, start) {
    return text.slice(start, lineAfter(text, start));
}
function lineAfter(text, offset) {
    const found = text.indexOf('\n', offset);
    return found < 0 ? text.length : found + 1;
}
function lineBefore(text, start) {
    return start < 2 ? 0 : text.lastIndexOf('\n', start - 2) + 1;
}

;// CONCATENATED MODULE: ./build/domain/kql/position.js
/** Turns offsets of one file's text into lines and columns. `\n` and `\r\n` end lines. */
class PositionIndex {
    #file;
    #lineStarts;
    constructor(file, text) {
        this.#file = file;
        this.#lineStarts = [0, ...[...text.matchAll(/\n/g)].map((match) => match.index + 1)];
    }
    at(offset) {
        const line = this.#lineOf(offset);
        return { file: this.#file, line: line + 1, column: offset - (this.#lineStarts[line] ?? 0) + 1 };
    }
    #lineOf(offset) {
        let low = 0;
        let high = this.#lineStarts.length - 1;
        while (low < high) {
            const middle = Math.ceil((low + high) / 2);
            if ((this.#lineStarts[middle] ?? 0) <= offset)
                low = middle;
            else
                high = middle - 1;
        }
        return low;
    }
}

;// CONCATENATED MODULE: ./build/domain/kql/script.js





/**
 * Splits a file into its management commands, in their order. A command begins with a dot and a letter in the first column, outside literals,
 * comments and brackets; blank lines, `//` lines and `;` between commands are optional. Nothing that is not blank or a comment is left
 * out silently: it is part of a command or a problem, and all problems of the file are returned. When there are problems, the statements are
 * incomplete.
 */
function splitScript(file) {
    const text = file.text.replace(/^\uFEFF/, '');
    return new Splitter(file.path, text).split();
}
class Splitter {
    #path;
    #text;
    #positions;
    #statements = [];
    #problems = [];
    #brackets = new Brackets();
    /** Significant tokens of the command being read; empty before the first command and after a broken one. */
    #tokens = [];
    #offset = 0;
    constructor(path, text) {
        this.#path = path;
        this.#text = text;
        this.#positions = new PositionIndex(path, text);
    }
    split() {
        for (let token = this.#next(); token !== undefined; token = this.#next())
            this.#accept(token);
        this.#finish();
        if (this.#statements.length === 0 && this.#problems.length === 0)
            this.#report(0, 'holds no management command', noCommand);
        return { statements: this.#statements, problems: this.#problems };
    }
    #next() {
        const token = nextToken(this.#text, this.#offset);
        if (token !== undefined)
            this.#offset = token.end;
        return token;
    }
    #accept(token) {
        if (token.kind === 'comment')
            return;
        if (this.#beginsCommand(token)) {
            this.#finish();
        }
        else if (this.#tokens.length === 0) {
            this.#abandon(token.start, 'holds text that is not a management command', strayText);
            return;
        }
        else if (this.#isMisplacedCommand(token)) {
            this.#report(token.start, 'holds a command that does not begin a line', misplaced);
        }
        this.#tokens.push(token);
        this.#judge(token);
    }
    #judge(token) {
        if (!token.closed) {
            this.#abandon(token.start, `opens ${script_nameOf(token)} that is not closed`, unclosedLiteral(token));
        }
        else if (this.#beginsInlineData(token)) {
            this.#takeInlineData(token);
        }
        else if (token.kind === 'punctuation') {
            const broken = this.#brackets.accept(token);
            if (broken !== undefined)
                this.#abandon(broken.at.start, broken.what, unclosedBracket);
        }
    }
    #beginsCommand(token) {
        if (!this.#isVerb(token) || !this.#isAtLineStart(token.start) || this.#isQuery(token))
            return false;
        return this.#brackets.isEmpty || isKnownVerbAt(this.#text, token.start);
    }
    #isMisplacedCommand(token) {
        if (!this.#brackets.isEmpty || !isKnownVerbAt(this.#text, token.start))
            return false;
        if (this.#tokens[1]?.text === 'execute' || this.#isQuery(token))
            return false;
        return /[\s;]/.test(this.#text.charAt(token.start - 1));
    }
    #isVerb(token) {
        return token.text === '.' && /[A-Za-z]/.test(this.#text.charAt(token.end));
    }
    #isAtLineStart(offset) {
        return offset === 0 || this.#text[offset - 1] === '\n';
    }
    /** A `.show` right after `<|` or `{` is the input of the command before it, as in `.drop extents <| .show table T extents`. */
    #isQuery(token) {
        if (!/^\.show\s/.test(this.#text.slice(token.start, token.start + 6)) || this.#tokens[1]?.text === 'execute')
            return false;
        const [last, before] = [this.#tokens.at(-1), this.#tokens.at(-2)];
        return last?.text === '{' || (last?.text === '|' && before?.text === '<');
    }
    #beginsInlineData(token) {
        if (!this.#brackets.isEmpty || !this.#isInlineIngestion())
            return false;
        const before = this.#tokens.at(-2);
        if (token.text === '|')
            return before?.text === '<' && before.end === token.start;
        return token.text === '[' && before !== undefined && !['table', 'into', '.'].includes(before.text);
    }
    #isInlineIngestion() {
        if (this.#tokens[1]?.text !== 'ingest')
            return false;
        return this.#tokens.slice(2, 4).some((token) => token.text === 'inline');
    }
    #takeInlineData(token) {
        const { end, next } = findInlineDataEnd(this.#text, token.end);
        this.#emit(end);
        this.#offset = next;
    }
    #finish() {
        const opened = this.#brackets.outermost;
        if (opened !== undefined)
            this.#report(opened.start, `opens '${opened.text}' that is not closed`, unclosedBracket);
        while (this.#tokens.at(-1)?.text === ';')
            this.#tokens.pop();
        const last = this.#tokens.at(-1);
        if (last !== undefined && opened === undefined)
            this.#emit(last.end);
        this.#reset();
    }
    #emit(end) {
        const start = this.#tokens[0]?.start ?? end;
        this.#statements.push({
            text: this.#text.slice(start, end),
            at: this.#positions.at(start),
            index: this.#statements.length,
        });
        this.#reset();
    }
    /** Reports, gives up the command being read, and goes on at the next line that looks like one. */
    #abandon(offset, what, advice) {
        this.#report(offset, what, advice);
        this.#reset();
        this.#offset = nextCommandLine(this.#text, offset + 1);
    }
    #reset() {
        this.#tokens = [];
        this.#brackets = new Brackets();
    }
    #report(offset, what, advice) {
        this.#problems.push({
            code: 'schema-file',
            summary: `${this.#path} ${what}.`,
            ...advice,
            at: this.#positions.at(offset),
        });
    }
}
const strayText = { next: 'Move it to a file of its own outside the schema files, or exclude this file.' };
const noCommand = { next: 'Add a command, delete the file, or exclude it.' };
const misplaced = {
    detail: 'A command begins in the first column; elsewhere it would be sent as part of the command before it.',
    next: 'Put it on a line of its own, with the dot in the first column.',
};
const unclosedBracket = { next: 'Close it, or remove the bracket that does not belong there.' };
function unclosedLiteral(token) {
    if (isFence(token))
        return { next: 'Close it with the same three characters.' };
    return {
        detail: 'A quoted text ends on its own line.',
        next: 'Close the quote, or use three backticks around a text of several lines.',
    };
}
function script_nameOf(token) {
    return isFence(token) ? 'a fenced text' : 'a quoted text';
}
function isFence(token) {
    return /^[hH]?(?:```|~~~)/.test(token.text);
}

;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/api/CsvError.js
class CsvError extends Error {
  constructor(code, message, options, ...contexts) {
    if (Array.isArray(message)) message = message.join(" ").trim();
    super(message);
    if (Error.captureStackTrace !== undefined) {
      Error.captureStackTrace(this, CsvError);
    }
    this.code = code;
    for (const context of contexts) {
      for (const key in context) {
        const value = context[key];
        this[key] = Buffer.isBuffer(value)
          ? value.toString(options.encoding)
          : value == null
            ? value
            : JSON.parse(JSON.stringify(value));
      }
    }
  }
}



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/utils/is_object.js
const is_object = function (obj) {
  return typeof obj === "object" && obj !== null && !Array.isArray(obj);
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/api/normalize_columns_array.js



const normalize_columns_array = function (columns) {
  const normalizedColumns = [];
  for (let i = 0, l = columns.length; i < l; i++) {
    const column = columns[i];
    if (column === undefined || column === null || column === false) {
      normalizedColumns[i] = { disabled: true };
    } else if (typeof column === "string" || typeof column === "number") {
      normalizedColumns[i] = { name: `${column}` };
    } else if (is_object(column)) {
      if (typeof column.name !== "string") {
        throw new CsvError("CSV_OPTION_COLUMNS_MISSING_NAME", [
          "Option columns missing name:",
          `property "name" is required at position ${i}`,
          "when column is an object literal",
        ]);
      }
      normalizedColumns[i] = column;
    } else {
      throw new CsvError("CSV_INVALID_COLUMN_DEFINITION", [
        "Invalid column definition:",
        "expect a string or a literal object,",
        `got ${JSON.stringify(column)} at position ${i}`,
      ]);
    }
  }
  return normalizedColumns;
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/utils/ResizeableBuffer.js
class ResizeableBuffer {
  constructor(size = 100) {
    this.size = size;
    this.length = 0;
    this.buf = Buffer.allocUnsafe(size);
  }
  prepend(val) {
    if (Buffer.isBuffer(val)) {
      const length = this.length + val.length;
      if (length >= this.size) {
        this.resize();
        if (length >= this.size) {
          throw Error("INVALID_BUFFER_STATE");
        }
      }
      const buf = this.buf;
      this.buf = Buffer.allocUnsafe(this.size);
      val.copy(this.buf, 0);
      buf.copy(this.buf, val.length);
      this.length += val.length;
    } else {
      const length = this.length++;
      if (length === this.size) {
        this.resize();
      }
      const buf = this.clone();
      this.buf[0] = val;
      buf.copy(this.buf, 1, 0, length);
    }
  }
  append(val) {
    const length = this.length++;
    if (length === this.size) {
      this.resize();
    }
    this.buf[length] = val;
  }
  clone() {
    return Buffer.from(this.buf.slice(0, this.length));
  }
  resize() {
    const length = this.length;
    this.size = this.size * 2;
    const buf = Buffer.allocUnsafe(this.size);
    this.buf.copy(buf, 0, 0, length);
    this.buf = buf;
  }
  toString(encoding) {
    if (encoding) {
      return this.buf.toString(encoding, 0, this.length);
    } else {
      return Uint8Array.prototype.slice.call(this.buf.slice(0, this.length));
    }
  }
  toJSON() {
    return this.toString("utf8");
  }
  reset() {
    this.length = 0;
  }
}

/* harmony default export */ const utils_ResizeableBuffer = (ResizeableBuffer);

;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/api/init_state.js


const init_state = function (options) {
  // ECMAScript WhiteSpace + LineTerminator codepoints, encoded under
  // `options.encoding`. Aligns trimming with `String.prototype.trim()`.
  // https://tc39.es/ecma262/#sec-white-space
  // https://tc39.es/ecma262/#sec-line-terminators
  //
  // Codepoints unrepresentable in the target encoding are dropped: Node's
  // Buffer substitutes them with `?` (0x3F), and including those would cause
  // literal `?` bytes in the input to be trimmed under `latin1`/`ascii`.
  const timchars = [
    // Basic Latin
    0x0020, // [Space](https://www.fileformat.info/info/unicode/char/0020/index.htm)
    0x0009, // [CHARACTER TABULATION (HT)](https://www.fileformat.info/info/unicode/char/0009/index.htm)
    0x000a, // [LINE FEED (LF)](https://www.fileformat.info/info/unicode/char/000a/index.htm)
    0x000d, // [CARRIAGE RETURN (CR)](https://www.fileformat.info/info/unicode/char/000d/index.htm)
    0x000c, // [FORM FEED (FF)](https://www.fileformat.info/info/unicode/char/000c/index.htm)
    0x000b, // [LINE TABULATION (VT)](https://www.fileformat.info/info/unicode/char/000b/index.htm)
    // Latin-1 Supplement
    0x00a0, // [NO-BREAK SPACE (NBSP)](https://www.fileformat.info/info/unicode/char/00a0/index.htm)
    // Ogham
    0x1680, // [OGHAM SPACE MARK](https://www.fileformat.info/info/unicode/char/1680/index.htm)
    // General Punctuation
    0x2000, // [EN QUAD](https://www.fileformat.info/info/unicode/char/2000/index.htm)
    0x2001, // [EM QUAD](https://www.fileformat.info/info/unicode/char/2001/index.htm)
    0x2002, // [EN SPACE](https://www.fileformat.info/info/unicode/char/2002/index.htm)
    0x2003, // [EM SPACE](https://www.fileformat.info/info/unicode/char/2003/index.htm)
    0x2004, // [THREE-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2004/index.htm)
    0x2005, // [FOUR-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2005/index.htm)
    0x2006, // [SIX-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2006/index.htm)
    0x2007, // [FIGURE SPACE](https://www.fileformat.info/info/unicode/char/2007/index.htm)
    0x2008, // [PUNCTUATION SPACE](https://www.fileformat.info/info/unicode/char/2008/index.htm)
    0x2009, // [THIN SPACE](https://www.fileformat.info/info/unicode/char/2009/index.htm)
    0x200a, // [HAIR SPACE](https://www.fileformat.info/info/unicode/char/200a/index.htm)
    0x2028, // [LINE SEPARATOR](https://www.fileformat.info/info/unicode/char/2028/index.htm)
    0x2029, // [PARAGRAPH SEPARATOR](https://www.fileformat.info/info/unicode/char/2029/index.htm)
    0x202f, // [NARROW NO-BREAK SPACE (NNBSP)](https://www.fileformat.info/info/unicode/char/202f/index.htm)
    0x205f, // [MEDIUM MATHEMATICAL SPACE (MMSP)](https://www.fileformat.info/info/unicode/char/205f/index.htm)
    0x3000, // [IDEOGRAPHIC SPACE](https://www.fileformat.info/info/unicode/char/3000/index.htm)
    0xfeff, // [ZERO WIDTH NO-BREAK SPACE (BOM)](https://www.fileformat.info/info/unicode/char/feff/index.htm)
  ].reduce((acc, codepoint) => {
    const encoded = Buffer.from(
      String.fromCharCode(codepoint),
      options.encoding,
    );
    if (codepoint !== 0x3f && encoded.length === 1 && encoded[0] === 0x3f) {
      return acc;
    }
    acc.push(encoded);
    return acc;
  }, []);
  // First-byte lookup table for `__isCharTrimable`. Non-whitespace bytes
  // (the common case) bail out in O(1) without scanning every timchar.
  const timcharFirstBytes = new Uint8Array(256);
  for (const t of timchars) timcharFirstBytes[t[0]] = 1;
  return {
    bomSkipped: false,
    bufBytesStart: 0,
    castField: options.cast_function,
    commenting: false,
    delimiterBufPrevious: undefined,
    delimiterDiscovered: false,
    // Current error encountered by a record
    error: undefined,
    enabled: options.from_line === 1,
    escaping: false,
    escapeIsQuote:
      Buffer.isBuffer(options.escape) &&
      Buffer.isBuffer(options.quote) &&
      Buffer.compare(options.escape, options.quote) === 0,
    // columns can be `false`, `true`, `Array`
    expectedRecordLength: Array.isArray(options.columns)
      ? options.columns.length
      : undefined,
    field: new utils_ResizeableBuffer(20),
    firstLineToHeaders: options.cast_first_line_to_header,
    needMoreDataSize: Math.max(
      // Skip if the remaining buffer smaller than comment
      options.comment !== null ? options.comment.length : 0,
      // Skip if the remaining buffer can be delimiter
      ...(options.delimiter
        ? options.delimiter.map((delimiter) => delimiter.length)
        : []),
      // Auto discovery of delimiter is limited to 1 character
      options.delimiter_auto ? 1 : 0,
      // Skip if the remaining buffer can be escape sequence
      options.quote !== null ? options.quote.length : 0,
      // Skip if the remaining buffer can be a multi-byte trim character
      ...timchars.map((t) => t.length),
    ),
    previousBuf: undefined,
    quoting: false,
    stop: false,
    rawBuffer: new utils_ResizeableBuffer(100),
    record: [],
    recordHasError: false,
    record_length: 0,
    recordDelimiterMaxLength:
      options.record_delimiter.length === 0
        ? 0
        : Math.max(...options.record_delimiter.map((v) => v.length)),
    trimChars: [
      Buffer.from(" ", options.encoding)[0],
      Buffer.from("\t", options.encoding)[0],
    ],
    wasQuoting: false,
    wasRowDelimiter: false,
    timchars: timchars,
    timcharFirstBytes: timcharFirstBytes,
  };
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/utils/underscore.js
const underscore = function (str) {
  return str.replace(/([A-Z])/g, function (_, match) {
    return "_" + match.toLowerCase();
  });
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/api/normalize_options.js





const normalize_options = function (opts) {
  const options = {};
  // Merge with user options
  for (const opt in opts) {
    options[underscore(opt)] = opts[opt];
  }
  // Normalize option `encoding`
  // Note: defined first because other options depends on it
  // to convert chars/strings into buffers.
  if (options.encoding === undefined || options.encoding === true) {
    options.encoding = "utf8";
  } else if (options.encoding === null || options.encoding === false) {
    options.encoding = null;
  } else if (
    typeof options.encoding !== "string" &&
    options.encoding !== null
  ) {
    throw new CsvError(
      "CSV_INVALID_OPTION_ENCODING",
      [
        "Invalid option encoding:",
        "encoding must be a string or null to return a buffer,",
        `got ${JSON.stringify(options.encoding)}`,
      ],
      options,
    );
  }
  // Normalize option `bom`
  if (
    options.bom === undefined ||
    options.bom === null ||
    options.bom === false
  ) {
    options.bom = false;
  } else if (options.bom !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_BOM",
      [
        "Invalid option bom:",
        "bom must be true,",
        `got ${JSON.stringify(options.bom)}`,
      ],
      options,
    );
  }
  // Normalize option `cast`
  options.cast_function = null;
  if (
    options.cast === undefined ||
    options.cast === null ||
    options.cast === false ||
    options.cast === ""
  ) {
    options.cast = undefined;
  } else if (typeof options.cast === "function") {
    options.cast_function = options.cast;
    options.cast = true;
  } else if (options.cast !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_CAST",
      [
        "Invalid option cast:",
        "cast must be true or a function,",
        `got ${JSON.stringify(options.cast)}`,
      ],
      options,
    );
  }
  // Normalize option `cast_date`
  if (
    options.cast_date === undefined ||
    options.cast_date === null ||
    options.cast_date === false ||
    options.cast_date === ""
  ) {
    options.cast_date = false;
  } else if (options.cast_date === true) {
    options.cast_date = function (value) {
      const date = Date.parse(value);
      return !isNaN(date) ? new Date(date) : value;
    };
  } else if (typeof options.cast_date !== "function") {
    throw new CsvError(
      "CSV_INVALID_OPTION_CAST_DATE",
      [
        "Invalid option cast_date:",
        "cast_date must be true or a function,",
        `got ${JSON.stringify(options.cast_date)}`,
      ],
      options,
    );
  }
  // Normalize option `columns`
  options.cast_first_line_to_header = undefined;
  if (options.columns === true) {
    // Fields in the first line are converted as-is to columns
    options.cast_first_line_to_header = undefined;
  } else if (typeof options.columns === "function") {
    options.cast_first_line_to_header = options.columns;
    options.columns = true;
  } else if (Array.isArray(options.columns)) {
    options.columns = normalize_columns_array(options.columns);
  } else if (
    options.columns === undefined ||
    options.columns === null ||
    options.columns === false
  ) {
    options.columns = false;
  } else {
    throw new CsvError(
      "CSV_INVALID_OPTION_COLUMNS",
      [
        "Invalid option columns:",
        "expect an array, a function or true,",
        `got ${JSON.stringify(options.columns)}`,
      ],
      options,
    );
  }
  // Normalize option `group_columns_by_name`
  if (
    options.group_columns_by_name === undefined ||
    options.group_columns_by_name === null ||
    options.group_columns_by_name === false
  ) {
    options.group_columns_by_name = false;
  } else if (options.group_columns_by_name !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_GROUP_COLUMNS_BY_NAME",
      [
        "Invalid option group_columns_by_name:",
        "expect an boolean,",
        `got ${JSON.stringify(options.group_columns_by_name)}`,
      ],
      options,
    );
  } else if (options.columns === false) {
    throw new CsvError(
      "CSV_INVALID_OPTION_GROUP_COLUMNS_BY_NAME",
      [
        "Invalid option group_columns_by_name:",
        "the `columns` mode must be activated.",
      ],
      options,
    );
  }
  // Normalize option `comment`
  if (
    options.comment === undefined ||
    options.comment === null ||
    options.comment === false ||
    options.comment === ""
  ) {
    options.comment = null;
  } else {
    if (typeof options.comment === "string") {
      options.comment = Buffer.from(options.comment, options.encoding);
    }
    if (!Buffer.isBuffer(options.comment)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_COMMENT",
        [
          "Invalid option comment:",
          "comment must be a buffer or a string,",
          `got ${JSON.stringify(options.comment)}`,
        ],
        options,
      );
    }
  }
  // Normalize option `comment_no_infix`
  if (
    options.comment_no_infix === undefined ||
    options.comment_no_infix === null ||
    options.comment_no_infix === false
  ) {
    options.comment_no_infix = false;
  } else if (options.comment_no_infix !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_COMMENT",
      [
        "Invalid option comment_no_infix:",
        "value must be a boolean,",
        `got ${JSON.stringify(options.comment_no_infix)}`,
      ],
      options,
    );
  }
  // Normalize option `delimiter_auto`
  if (
    options.delimiter_auto === undefined ||
    options.delimiter_auto === null ||
    options.delimiter_auto === false
  ) {
    options.delimiter_auto = false;
  } else if (options.delimiter_auto === true) {
    options.delimiter_auto = {};
  } else if (!is_object(options.delimiter_auto)) {
    throw new CsvError(
      "CSV_INVALID_OPTION_DELIMITER_AUTO",
      [
        "Invalid option delimiter_auto:",
        "delimiter_auto must be a boolean or a configuration object,",
        `got ${JSON.stringify(options.delimiter_auto)}`,
      ],
      options,
    );
  }
  if (options.delimiter_auto) {
    if (options.delimiter_auto.preferred === undefined)
      options.delimiter_auto.preferred = {
        [",".charCodeAt(0)]: 1.8,
        ["\t".charCodeAt(0)]: 1.8,
        [";".charCodeAt(0)]: 1.6,
        [" ".charCodeAt(0)]: 1.6,
        [":".charCodeAt(0)]: 1.5,
        [".".charCodeAt(0)]: 1.4,
        ["/".charCodeAt(0)]: 1.4,
      };
    else if (!is_object(options.delimiter_auto.preferred)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "preferred must be an object,",
          `got ${JSON.stringify(options.delimiter_auto.preferred)}`,
        ],
        options,
      );
    }
    if (options.delimiter_auto.score === undefined)
      options.delimiter_auto.score = (info, options) => {
        return (
          (info.total - info.std) * (options.preferred[info.char_code] || 1)
        );
      };
    else if (typeof options.delimiter_auto.score !== "function") {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "score must be a function,",
          `got ${JSON.stringify(options.delimiter_auto.score)}`,
        ],
        options,
      );
    }
    if (options.delimiter_auto.size === undefined)
      options.delimiter_auto.size = 2048;
    else if (typeof options.delimiter_auto.size !== "number") {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "size must be a number,",
          `got ${JSON.stringify(options.delimiter_auto.size)}`,
        ],
        options,
      );
    }
  }
  // Normalize option `delimiter`
  const delimiter_json = JSON.stringify(options.delimiter);
  if (options.delimiter_auto !== false) {
    options.delimiter = [];
  }
  if (!Array.isArray(options.delimiter)) {
    if (
      options.delimiter === undefined ||
      options.delimiter === null ||
      options.delimiter === false
    ) {
      options.delimiter = Buffer.from(",", options.encoding);
    }
    options.delimiter = [options.delimiter];
  }
  options.delimiter = options.delimiter.map(function (delimiter) {
    if (typeof delimiter === "string") {
      delimiter = Buffer.from(delimiter, options.encoding);
    }
    if (!Buffer.isBuffer(delimiter) || delimiter.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER",
        [
          "Invalid option delimiter:",
          "delimiter must be a non empty string or buffer or array of string|buffer,",
          `got ${delimiter_json}`,
        ],
        options,
      );
    }
    return delimiter;
  });
  // Normalize option `escape`
  if (options.escape === undefined || options.escape === true) {
    options.escape = Buffer.from('"', options.encoding);
  } else if (typeof options.escape === "string") {
    options.escape = Buffer.from(options.escape, options.encoding);
  } else if (options.escape === null || options.escape === false) {
    options.escape = null;
  }
  if (options.escape !== null) {
    if (!Buffer.isBuffer(options.escape)) {
      throw new Error(
        `Invalid Option: escape must be a buffer, a string or a boolean, got ${JSON.stringify(options.escape)}`,
      );
    }
  }
  // Normalize option `from`
  if (options.from === undefined || options.from === null) {
    options.from = 1;
  } else {
    if (typeof options.from === "string" && /\d+/.test(options.from)) {
      options.from = parseInt(options.from);
    }
    if (Number.isInteger(options.from)) {
      if (options.from < 0) {
        throw new Error(
          `Invalid Option: from must be a positive integer, got ${JSON.stringify(opts.from)}`,
        );
      }
    } else {
      throw new Error(
        `Invalid Option: from must be an integer, got ${JSON.stringify(options.from)}`,
      );
    }
  }
  // Normalize option `from_line`
  if (options.from_line === undefined || options.from_line === null) {
    options.from_line = 1;
  } else {
    if (
      typeof options.from_line === "string" &&
      /\d+/.test(options.from_line)
    ) {
      options.from_line = parseInt(options.from_line);
    }
    if (Number.isInteger(options.from_line)) {
      if (options.from_line <= 0) {
        throw new Error(
          `Invalid Option: from_line must be a positive integer greater than 0, got ${JSON.stringify(opts.from_line)}`,
        );
      }
    } else {
      throw new Error(
        `Invalid Option: from_line must be an integer, got ${JSON.stringify(opts.from_line)}`,
      );
    }
  }
  // Normalize options `ignore_last_delimiters`
  if (
    options.ignore_last_delimiters === undefined ||
    options.ignore_last_delimiters === null
  ) {
    options.ignore_last_delimiters = false;
  } else if (typeof options.ignore_last_delimiters === "number") {
    options.ignore_last_delimiters = Math.floor(options.ignore_last_delimiters);
    if (options.ignore_last_delimiters === 0) {
      options.ignore_last_delimiters = false;
    }
  } else if (typeof options.ignore_last_delimiters !== "boolean") {
    throw new CsvError(
      "CSV_INVALID_OPTION_IGNORE_LAST_DELIMITERS",
      [
        "Invalid option `ignore_last_delimiters`:",
        "the value must be a boolean value or an integer,",
        `got ${JSON.stringify(options.ignore_last_delimiters)}`,
      ],
      options,
    );
  }
  if (options.ignore_last_delimiters === true && options.columns === false) {
    throw new CsvError(
      "CSV_IGNORE_LAST_DELIMITERS_REQUIRES_COLUMNS",
      [
        "The option `ignore_last_delimiters`",
        "requires the activation of the `columns` option",
      ],
      options,
    );
  }
  // Normalize option `info`
  if (
    options.info === undefined ||
    options.info === null ||
    options.info === false
  ) {
    options.info = false;
  } else if (options.info !== true) {
    throw new Error(
      `Invalid Option: info must be true, got ${JSON.stringify(options.info)}`,
    );
  }
  // Normalize option `max_record_size`
  if (
    options.max_record_size === undefined ||
    options.max_record_size === null ||
    options.max_record_size === false
  ) {
    options.max_record_size = 0;
  } else if (
    Number.isInteger(options.max_record_size) &&
    options.max_record_size >= 0
  ) {
    // Great, nothing to do
  } else if (
    typeof options.max_record_size === "string" &&
    /\d+/.test(options.max_record_size)
  ) {
    options.max_record_size = parseInt(options.max_record_size);
  } else {
    throw new Error(
      `Invalid Option: max_record_size must be a positive integer, got ${JSON.stringify(options.max_record_size)}`,
    );
  }
  // Normalize option `objname`
  if (
    options.objname === undefined ||
    options.objname === null ||
    options.objname === false
  ) {
    options.objname = undefined;
  } else if (Buffer.isBuffer(options.objname)) {
    if (options.objname.length === 0) {
      throw new Error(`Invalid Option: objname must be a non empty buffer`);
    }
    if (options.encoding === null) {
      // Don't call `toString`, leave objname as a buffer
    } else {
      options.objname = options.objname.toString(options.encoding);
    }
  } else if (typeof options.objname === "string") {
    if (options.objname.length === 0) {
      throw new Error(`Invalid Option: objname must be a non empty string`);
    }
    // Great, nothing to do
  } else if (typeof options.objname === "number") {
    // if(options.objname.length === 0){
    //   throw new Error(`Invalid Option: objname must be a non empty string`);
    // }
    // Great, nothing to do
  } else {
    throw new Error(
      `Invalid Option: objname must be a string or a buffer, got ${options.objname}`,
    );
  }
  if (options.objname !== undefined) {
    if (typeof options.objname === "number") {
      if (options.columns !== false) {
        throw Error(
          "Invalid Option: objname index cannot be combined with columns or be defined as a field",
        );
      }
    } else {
      // A string or a buffer
      if (options.columns === false) {
        throw Error(
          "Invalid Option: objname field must be combined with columns or be defined as an index",
        );
      }
    }
  }
  // Normalize option `on_record`
  if (options.on_record === undefined || options.on_record === null) {
    options.on_record = undefined;
  } else if (typeof options.on_record !== "function") {
    throw new CsvError(
      "CSV_INVALID_OPTION_ON_RECORD",
      [
        "Invalid option `on_record`:",
        "expect a function,",
        `got ${JSON.stringify(options.on_record)}`,
      ],
      options,
    );
  }
  // Normalize option `on_skip`
  // options.on_skip ??= (err, chunk) => {
  //   this.emit('skip', err, chunk);
  // };
  if (
    options.on_skip !== undefined &&
    options.on_skip !== null &&
    typeof options.on_skip !== "function"
  ) {
    throw new Error(
      `Invalid Option: on_skip must be a function, got ${JSON.stringify(options.on_skip)}`,
    );
  }
  // Normalize option `quote`
  if (
    options.quote === null ||
    options.quote === false ||
    options.quote === ""
  ) {
    options.quote = null;
  } else {
    if (options.quote === undefined || options.quote === true) {
      options.quote = Buffer.from('"', options.encoding);
    } else if (typeof options.quote === "string") {
      options.quote = Buffer.from(options.quote, options.encoding);
    }
    if (!Buffer.isBuffer(options.quote)) {
      throw new Error(
        `Invalid Option: quote must be a buffer or a string, got ${JSON.stringify(options.quote)}`,
      );
    }
  }
  // Normalize option `raw`
  if (
    options.raw === undefined ||
    options.raw === null ||
    options.raw === false
  ) {
    options.raw = false;
  } else if (options.raw !== true) {
    throw new Error(
      `Invalid Option: raw must be true, got ${JSON.stringify(options.raw)}`,
    );
  }
  // Normalize option `record_delimiter`
  if (options.record_delimiter === undefined) {
    options.record_delimiter = [];
  } else if (
    typeof options.record_delimiter === "string" ||
    Buffer.isBuffer(options.record_delimiter)
  ) {
    if (options.record_delimiter.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a non empty string or buffer,",
          `got ${JSON.stringify(options.record_delimiter)}`,
        ],
        options,
      );
    }
    options.record_delimiter = [options.record_delimiter];
  } else if (!Array.isArray(options.record_delimiter)) {
    throw new CsvError(
      "CSV_INVALID_OPTION_RECORD_DELIMITER",
      [
        "Invalid option `record_delimiter`:",
        "value must be a string, a buffer or array of string|buffer,",
        `got ${JSON.stringify(options.record_delimiter)}`,
      ],
      options,
    );
  }
  options.record_delimiter = options.record_delimiter.map(function (rd, i) {
    if (typeof rd !== "string" && !Buffer.isBuffer(rd)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a string, a buffer or array of string|buffer",
          `at index ${i},`,
          `got ${JSON.stringify(rd)}`,
        ],
        options,
      );
    } else if (rd.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a non empty string or buffer",
          `at index ${i},`,
          `got ${JSON.stringify(rd)}`,
        ],
        options,
      );
    }
    if (typeof rd === "string") {
      rd = Buffer.from(rd, options.encoding);
    }
    return rd;
  });
  // Normalize option `relax_column_count`
  if (typeof options.relax_column_count === "boolean") {
    // Great, nothing to do
  } else if (
    options.relax_column_count === undefined ||
    options.relax_column_count === null
  ) {
    options.relax_column_count = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count must be a boolean, got ${JSON.stringify(options.relax_column_count)}`,
    );
  }
  if (typeof options.relax_column_count_less === "boolean") {
    // Great, nothing to do
  } else if (
    options.relax_column_count_less === undefined ||
    options.relax_column_count_less === null
  ) {
    options.relax_column_count_less = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count_less must be a boolean, got ${JSON.stringify(options.relax_column_count_less)}`,
    );
  }
  if (typeof options.relax_column_count_more === "boolean") {
    // Great, nothing to do
  } else if (
    options.relax_column_count_more === undefined ||
    options.relax_column_count_more === null
  ) {
    options.relax_column_count_more = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count_more must be a boolean, got ${JSON.stringify(options.relax_column_count_more)}`,
    );
  }
  // Normalize option `relax_quotes`
  if (typeof options.relax_quotes === "boolean") {
    // Great, nothing to do
  } else if (
    options.relax_quotes === undefined ||
    options.relax_quotes === null
  ) {
    options.relax_quotes = false;
  } else {
    throw new Error(
      `Invalid Option: relax_quotes must be a boolean, got ${JSON.stringify(options.relax_quotes)}`,
    );
  }
  // Normalize option `skip_empty_lines`
  if (typeof options.skip_empty_lines === "boolean") {
    // Great, nothing to do
  } else if (
    options.skip_empty_lines === undefined ||
    options.skip_empty_lines === null
  ) {
    options.skip_empty_lines = false;
  } else {
    throw new Error(
      `Invalid Option: skip_empty_lines must be a boolean, got ${JSON.stringify(options.skip_empty_lines)}`,
    );
  }
  // Normalize option `skip_records_with_empty_values`
  if (typeof options.skip_records_with_empty_values === "boolean") {
    // Great, nothing to do
  } else if (
    options.skip_records_with_empty_values === undefined ||
    options.skip_records_with_empty_values === null
  ) {
    options.skip_records_with_empty_values = false;
  } else {
    throw new Error(
      `Invalid Option: skip_records_with_empty_values must be a boolean, got ${JSON.stringify(options.skip_records_with_empty_values)}`,
    );
  }
  // Normalize option `skip_records_with_error`
  if (typeof options.skip_records_with_error === "boolean") {
    // Great, nothing to do
  } else if (
    options.skip_records_with_error === undefined ||
    options.skip_records_with_error === null
  ) {
    options.skip_records_with_error = false;
  } else {
    throw new Error(
      `Invalid Option: skip_records_with_error must be a boolean, got ${JSON.stringify(options.skip_records_with_error)}`,
    );
  }
  // Normalize option `rtrim`
  if (
    options.rtrim === undefined ||
    options.rtrim === null ||
    options.rtrim === false
  ) {
    options.rtrim = false;
  } else if (options.rtrim !== true) {
    throw new Error(
      `Invalid Option: rtrim must be a boolean, got ${JSON.stringify(options.rtrim)}`,
    );
  }
  // Normalize option `ltrim`
  if (
    options.ltrim === undefined ||
    options.ltrim === null ||
    options.ltrim === false
  ) {
    options.ltrim = false;
  } else if (options.ltrim !== true) {
    throw new Error(
      `Invalid Option: ltrim must be a boolean, got ${JSON.stringify(options.ltrim)}`,
    );
  }
  // Normalize option `trim`
  if (
    options.trim === undefined ||
    options.trim === null ||
    options.trim === false
  ) {
    options.trim = false;
  } else if (options.trim !== true) {
    throw new Error(
      `Invalid Option: trim must be a boolean, got ${JSON.stringify(options.trim)}`,
    );
  }
  // Normalize options `trim`, `ltrim` and `rtrim`
  if (options.trim === true && opts.ltrim !== false) {
    options.ltrim = true;
  } else if (options.ltrim !== true) {
    options.ltrim = false;
  }
  if (options.trim === true && opts.rtrim !== false) {
    options.rtrim = true;
  } else if (options.rtrim !== true) {
    options.rtrim = false;
  }
  // Normalize option `to`
  if (options.to === undefined || options.to === null) {
    options.to = -1;
  } else if (options.to !== -1) {
    if (typeof options.to === "string" && /\d+/.test(options.to)) {
      options.to = parseInt(options.to);
    }
    if (Number.isInteger(options.to)) {
      if (options.to <= 0) {
        throw new Error(
          `Invalid Option: to must be a positive integer greater than 0, got ${JSON.stringify(opts.to)}`,
        );
      }
    } else {
      throw new Error(
        `Invalid Option: to must be an integer, got ${JSON.stringify(opts.to)}`,
      );
    }
  }
  // Normalize option `to_line`
  if (options.to_line === undefined || options.to_line === null) {
    options.to_line = -1;
  } else if (options.to_line !== -1) {
    if (typeof options.to_line === "string" && /\d+/.test(options.to_line)) {
      options.to_line = parseInt(options.to_line);
    }
    if (Number.isInteger(options.to_line)) {
      if (options.to_line <= 0) {
        throw new Error(
          `Invalid Option: to_line must be a positive integer greater than 0, got ${JSON.stringify(opts.to_line)}`,
        );
      }
    } else {
      throw new Error(
        `Invalid Option: to_line must be an integer, got ${JSON.stringify(opts.to_line)}`,
      );
    }
  }
  return options;
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/utils/delimiter_discover.js



// Discussed in [issue #400](https://github.com/adaltas/node-csv/issues/400)
// See https://github.com/python/cpython/blob/ea1b1c579f600cc85d145c60862b2e6b98701b24/Lib/csv.py#L349
const delimiter_discover = function (records, options) {
  // Normalize the configuration
  if (!options) {
    ({ delimiter_auto: options } = normalize_options({ delimiter_auto: true }));
  }
  // Convert String to Buffer
  if (typeof records === "string") {
    records = Buffer.from(records);
  }
  // Convert Buffer to an array of records
  if (Buffer.isBuffer(records)) {
    records = ((data) => {
      const records = [];
      const parser = transform({ delimiter: [] });
      const push = (record) => records.push(record);
      const close = () => {};
      const error = parser.parse(data, true, push, close);
      if (error !== undefined) throw error;
      return records;
    })(records);
  }
  // Info array initialization, 127 entries, one per char code
  const info = Array(127)
    .fill()
    .map(() => ({ lines: [] }));
  // Traverse each records, count occurences per char code
  records.map(([record], line) => {
    for (let i = 0, l = record.length; i < l; i++) {
      // Count the character frequency
      const code = record.charCodeAt(i);
      if (info[code].lines[line] === undefined) info[code].lines[line] = 0;
      info[code].lines[line]++;
    }
  });
  // Traverse each char code, compute the score
  info.map((info, i) => {
    info.char_code = i;
    info.std = std(info.lines);
    info.total = info.lines.reduce((acc, val) => acc + val, 0);
    info.preferred = !!options.preferred[i];
    info.score = options.score(info, options);
  });
  // Extract the dominant character
  const result = info.reduce(
    (acc, info) => (acc.score > info.score ? acc : info),
    {},
  );
  return String.fromCharCode(result.char_code);
};

const std = function (array) {
  const n = array.length;
  if (n === 0) return 0;
  const mean = array.reduce((a, b) => a + b) / n;
  return Math.sqrt(
    array.map((x) => Math.pow(x - mean, 2)).reduce((a, b) => a + b) / n,
  );
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/api/index.js






const isRecordEmpty = function (record) {
  return record.every(
    (field) =>
      field == null || (field.toString && field.toString().trim() === ""),
  );
};

const cr = 13; // `\r`, carriage return, 0x0D in hexadécimal, 13 in decimal
const nl = 10; // `\n`, newline, 0x0A in hexadecimal, 10 in decimal

const boms = {
  // Note, the following are equals:
  // Buffer.from("\ufeff")
  // Buffer.from([239, 187, 191])
  // Buffer.from('EFBBBF', 'hex')
  utf8: Buffer.from([239, 187, 191]),
  // Note, the following are equals:
  // Buffer.from "\ufeff", 'utf16le
  // Buffer.from([255, 254])
  utf16le: Buffer.from([255, 254]),
};

const transform = function (original_options = {}) {
  const info = {
    bytes: 0,
    bytes_records: 0,
    comment_lines: 0,
    empty_lines: 0,
    invalid_field_length: 0,
    lines: 1,
    records: 0,
  };
  const options = normalize_options(original_options);
  return {
    info: info,
    original_options: original_options,
    options: options,
    state: init_state(options),
    __needMoreData: function (i, bufLen, end) {
      if (end) return false;
      const { encoding, escape, quote } = this.options;
      const { quoting, needMoreDataSize, recordDelimiterMaxLength } =
        this.state;
      const numOfCharLeft = bufLen - i - 1;
      const requiredLength = Math.max(
        needMoreDataSize,
        // Skip if the remaining buffer smaller than record delimiter
        // If "record_delimiter" is yet to be discovered:
        // 1. It is equals to `[]` and "recordDelimiterMaxLength" equals `0`
        // 2. We set the length to windows line ending in the current encoding
        // Note, that encoding is known from user or bom discovery at that point
        // recordDelimiterMaxLength,
        recordDelimiterMaxLength === 0
          ? Buffer.from("\r\n", encoding).length
          : recordDelimiterMaxLength,
        // Skip if remaining buffer can be an escaped quote
        quoting ? (escape === null ? 0 : escape.length) + quote.length : 0,
        // Skip if remaining buffer can be record delimiter following the closing quote
        quoting ? quote.length + recordDelimiterMaxLength : 0,
      );
      return numOfCharLeft < requiredLength;
    },
    // Central parser implementation
    parse: function (nextBuf, end, push, close) {
      const {
        bom,
        comment_no_infix,
        delimiter_auto,
        encoding,
        from_line,
        ltrim,
        max_record_size,
        raw,
        relax_quotes,
        rtrim,
        skip_empty_lines,
        to,
        to_line,
      } = this.options;
      let { comment, escape, quote, record_delimiter } = this.options;
      const {
        bomSkipped,
        delimiterDiscovered,
        delimiterBufPrevious,
        rawBuffer,
        escapeIsQuote,
      } = this.state;
      // Automatic delimiter discovery
      if (!delimiterDiscovered && delimiter_auto) {
        let delimiterBuf;
        if (delimiterBufPrevious === undefined) {
          delimiterBuf = nextBuf;
        } else if (
          delimiterBufPrevious !== undefined &&
          nextBuf === undefined
        ) {
          delimiterBuf = delimiterBufPrevious;
        } else {
          delimiterBuf = Buffer.concat([delimiterBufPrevious, nextBuf]);
        }
        // Ensure that nextBuf is not concatenated a second time during buffer reconciliation
        nextBuf = undefined;
        // this.delimiterBufPrevious = delimiterBuf;
        if (end || delimiterBuf.length > delimiter_auto.size) {
          this.options.delimiter = [
            Buffer.from(
              delimiter_discover(delimiterBuf, this.options.delimiter_auto),
            ),
          ];
          this.state.previousBuf = delimiterBuf;
          this.state.delimiterBufPrevious = undefined;
          this.state.delimiterDiscovered = true;
        } else {
          this.state.delimiterBufPrevious = delimiterBuf;
          return;
        }
      }
      // Previous buffers reconciliation
      const { previousBuf } = this.state;
      let buf;
      if (previousBuf === undefined) {
        if (nextBuf === undefined) {
          // Handle empty string
          close();
          return;
        } else {
          buf = nextBuf;
        }
      } else if (previousBuf !== undefined && nextBuf === undefined) {
        buf = previousBuf;
      } else {
        buf = Buffer.concat([previousBuf, nextBuf]);
      }
      // Handle UTF BOM
      if (bomSkipped === false) {
        if (bom === false) {
          this.state.bomSkipped = true;
        } else if (buf.length < 3) {
          // No enough data
          if (end === false) {
            // Wait for more data
            this.state.previousBuf = buf;
            return;
          }
        } else {
          for (const encoding in boms) {
            if (boms[encoding].compare(buf, 0, boms[encoding].length) === 0) {
              // Skip BOM
              const bomLength = boms[encoding].length;
              this.state.bufBytesStart += bomLength;
              buf = buf.slice(bomLength);
              // Renormalize original options with the new encoding
              const options = normalize_options({
                ...this.original_options,
                encoding: encoding,
              });
              // Properties are merged with the existing options instance
              for (const key in options) {
                this.options[key] = options[key];
              }
              // Options will re-evaluate the Buffer with the new encoding
              ({ comment, escape, quote } = this.options);
              break;
            }
          }
          this.state.bomSkipped = true;
        }
      }
      const bufLen = buf.length;
      let pos;
      for (pos = 0; pos < bufLen; pos++) {
        // Ensure we get enough space to look ahead
        // There should be a way to move this out of the loop
        if (this.__needMoreData(pos, bufLen, end)) {
          break;
        }
        if (this.state.wasRowDelimiter === true) {
          this.info.lines++;
          this.state.wasRowDelimiter = false;
        }
        if (to_line !== -1 && this.info.lines > to_line) {
          this.state.stop = true;
          close();
          return;
        }
        // Auto discovery of record_delimiter, unix, mac and windows supported
        if (this.state.quoting === false && record_delimiter.length === 0) {
          const record_delimiterCount = this.__autoDiscoverRecordDelimiter(
            buf,
            pos,
          );
          if (record_delimiterCount) {
            record_delimiter = this.options.record_delimiter;
          }
        }
        const chr = buf[pos];
        if (raw === true) {
          rawBuffer.append(chr);
        }
        if (
          (chr === cr || chr === nl) &&
          this.state.wasRowDelimiter === false
        ) {
          this.state.wasRowDelimiter = true;
        }
        // Previous char was a valid escape char
        // treat the current char as a regular char
        if (this.state.escaping === true) {
          this.state.escaping = false;
        } else {
          // Escape is only active inside quoted fields
          // We are quoting, the char is an escape chr and there is a chr to escape
          // if(escape !== null && this.state.quoting === true && chr === escape && pos + 1 < bufLen){
          if (
            escape !== null &&
            this.state.quoting === true &&
            this.__isEscape(buf, pos, chr) &&
            pos + escape.length < bufLen
          ) {
            if (escapeIsQuote) {
              if (this.__isQuote(buf, pos + escape.length)) {
                this.state.escaping = true;
                pos += escape.length - 1;
                continue;
              }
            } else {
              this.state.escaping = true;
              pos += escape.length - 1;
              continue;
            }
          }
          // Not currently escaping and chr is a quote
          // TODO: need to compare bytes instead of single char
          if (this.state.commenting === false && this.__isQuote(buf, pos)) {
            if (this.state.quoting === true) {
              const nextChr = buf[pos + quote.length];
              const isNextChrTrimable =
                rtrim && this.__isCharTrimable(buf, pos + quote.length);
              const isNextChrComment =
                comment !== null &&
                this.__compareBytes(comment, buf, pos + quote.length, nextChr);
              const isNextChrDelimiter = this.__isDelimiter(
                buf,
                pos + quote.length,
                nextChr,
              );
              const isNextChrRecordDelimiter =
                record_delimiter.length === 0
                  ? this.__autoDiscoverRecordDelimiter(buf, pos + quote.length)
                  : this.__isRecordDelimiter(nextChr, buf, pos + quote.length);
              // Escape a quote
              // Treat next char as a regular character
              if (
                escape !== null &&
                this.__isEscape(buf, pos, chr) &&
                this.__isQuote(buf, pos + escape.length)
              ) {
                pos += escape.length - 1;
              } else if (
                !nextChr ||
                isNextChrDelimiter ||
                isNextChrRecordDelimiter ||
                isNextChrComment ||
                isNextChrTrimable
              ) {
                this.state.quoting = false;
                this.state.wasQuoting = true;
                pos += quote.length - 1;
                continue;
              } else if (relax_quotes === false) {
                const err = this.__error(
                  new CsvError(
                    "CSV_INVALID_CLOSING_QUOTE",
                    [
                      "Invalid Closing Quote:",
                      `got "${String.fromCharCode(nextChr)}"`,
                      `at line ${this.info.lines}`,
                      "instead of delimiter, record delimiter, trimable character",
                      "(if activated) or comment",
                    ],
                    this.options,
                    this.__infoField(),
                  ),
                );
                if (err !== undefined) return err;
              } else {
                this.state.quoting = false;
                this.state.wasQuoting = true;
                this.state.field.prepend(quote);
                pos += quote.length - 1;
              }
            } else {
              if (this.state.field.length !== 0) {
                // In relax_quotes mode, treat opening quote preceded by chrs as regular
                if (relax_quotes === false) {
                  const info = this.__infoField();
                  const bom = Object.keys(boms)
                    .map((b) =>
                      boms[b].equals(this.state.field.toString()) ? b : false,
                    )
                    .filter(Boolean)[0];
                  const err = this.__error(
                    new CsvError(
                      "INVALID_OPENING_QUOTE",
                      [
                        "Invalid Opening Quote:",
                        `a quote is found on field ${JSON.stringify(info.column)} at line ${info.lines}, value is ${JSON.stringify(this.state.field.toString(encoding))}`,
                        bom ? `(${bom} bom)` : undefined,
                      ],
                      this.options,
                      info,
                      {
                        field: this.state.field,
                      },
                    ),
                  );
                  if (err !== undefined) return err;
                }
              } else {
                this.state.quoting = true;
                pos += quote.length - 1;
                continue;
              }
            }
          }
          if (this.state.quoting === false) {
            const recordDelimiterLength = this.__isRecordDelimiter(
              chr,
              buf,
              pos,
            );
            if (recordDelimiterLength !== 0) {
              // Do not emit comments which take a full line
              const skipCommentLine =
                this.state.commenting &&
                this.state.wasQuoting === false &&
                this.state.record.length === 0 &&
                this.state.field.length === 0;
              if (skipCommentLine) {
                this.info.comment_lines++;
                // Skip full comment line
              } else {
                // Activate records emission if above from_line
                if (
                  this.state.enabled === false &&
                  this.info.lines +
                    (this.state.wasRowDelimiter === true ? 1 : 0) >=
                    from_line
                ) {
                  this.state.enabled = true;
                  this.__resetField();
                  this.__resetRecord();
                  pos += recordDelimiterLength - 1;
                  continue;
                }
                // Skip if line is empty and skip_empty_lines activated
                if (
                  skip_empty_lines === true &&
                  this.state.wasQuoting === false &&
                  this.state.record.length === 0 &&
                  this.state.field.length === 0
                ) {
                  this.info.empty_lines++;
                  pos += recordDelimiterLength - 1;
                  continue;
                }
                this.info.bytes = this.state.bufBytesStart + pos;
                const errField = this.__onField();
                if (errField !== undefined) return errField;
                this.info.bytes =
                  this.state.bufBytesStart + pos + recordDelimiterLength;
                const errRecord = this.__onRecord(push);
                if (errRecord !== undefined) return errRecord;
                if (to !== -1 && this.info.records >= to) {
                  this.state.stop = true;
                  close();
                  return;
                }
              }
              this.state.commenting = false;
              pos += recordDelimiterLength - 1;
              continue;
            }
            if (this.state.commenting) {
              continue;
            }
            if (
              comment !== null &&
              (comment_no_infix === false ||
                (this.state.record.length === 0 &&
                  this.state.field.length === 0))
            ) {
              const commentCount = this.__compareBytes(comment, buf, pos, chr);
              if (commentCount !== 0) {
                this.state.commenting = true;
                continue;
              }
            }
            const delimiterLength = this.__isDelimiter(buf, pos, chr);
            if (delimiterLength !== 0) {
              this.info.bytes = this.state.bufBytesStart + pos;
              const errField = this.__onField();
              if (errField !== undefined) return errField;
              pos += delimiterLength - 1;
              continue;
            }
          }
        }
        if (this.state.commenting === false) {
          if (
            max_record_size !== 0 &&
            this.state.record_length + this.state.field.length > max_record_size
          ) {
            return this.__error(
              new CsvError(
                "CSV_MAX_RECORD_SIZE",
                [
                  "Max Record Size:",
                  "record exceed the maximum number of tolerated bytes",
                  `of ${max_record_size}`,
                  `at line ${this.info.lines}`,
                ],
                this.options,
                this.__infoField(),
              ),
            );
          }
        }
        const lappend =
          ltrim === false ||
          this.state.quoting === true ||
          this.state.field.length !== 0 ||
          !this.__isCharTrimable(buf, pos);
        // rtrim in non quoting is handle in __onField
        const rappend = rtrim === false || this.state.wasQuoting === false;
        if (lappend === true && rappend === true) {
          this.state.field.append(chr);
        } else if (rtrim === true && !this.__isCharTrimable(buf, pos)) {
          return this.__error(
            new CsvError(
              "CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE",
              [
                "Invalid Closing Quote:",
                "found non trimable byte after quote",
                `at line ${this.info.lines}`,
              ],
              this.options,
              this.__infoField(),
            ),
          );
        } else {
          if (lappend === false) {
            pos += this.__isCharTrimable(buf, pos) - 1;
          }
          continue;
        }
      }
      if (end === true) {
        // Ensure we are not ending in a quoting state
        if (this.state.quoting === true) {
          const err = this.__error(
            new CsvError(
              "CSV_QUOTE_NOT_CLOSED",
              [
                "Quote Not Closed:",
                `the parsing is finished with an opening quote at line ${this.info.lines}`,
              ],
              this.options,
              this.__infoField(),
            ),
          );
          if (err !== undefined) return err;
        } else {
          // Skip last line if it has no characters
          if (
            this.state.wasQuoting === true ||
            this.state.record.length !== 0 ||
            this.state.field.length !== 0
          ) {
            this.info.bytes = this.state.bufBytesStart + pos;
            const errField = this.__onField();
            if (errField !== undefined) return errField;
            const errRecord = this.__onRecord(push);
            if (errRecord !== undefined) return errRecord;
          } else if (this.state.wasRowDelimiter === true) {
            this.info.empty_lines++;
          } else if (this.state.commenting === true) {
            this.info.comment_lines++;
          }
        }
      } else {
        this.state.bufBytesStart += pos;
        this.state.previousBuf = buf.slice(pos);
      }
      if (this.state.wasRowDelimiter === true) {
        this.info.lines++;
        this.state.wasRowDelimiter = false;
      }
    },
    __onRecord: function (push) {
      const {
        columns,
        group_columns_by_name,
        encoding,
        info,
        from,
        relax_column_count,
        relax_column_count_less,
        relax_column_count_more,
        raw,
        skip_records_with_empty_values,
      } = this.options;
      const { enabled, record } = this.state;
      if (enabled === false) {
        return this.__resetRecord();
      }
      // Convert the first line into column names
      const recordLength = record.length;
      if (columns === true) {
        if (skip_records_with_empty_values === true && isRecordEmpty(record)) {
          this.__resetRecord();
          return;
        }
        return this.__firstLineToColumns(record);
      }
      if (columns === false && this.info.records === 0) {
        this.state.expectedRecordLength = recordLength;
      }
      if (recordLength !== this.state.expectedRecordLength) {
        const err =
          columns === false
            ? new CsvError(
                "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH",
                [
                  "Invalid Record Length:",
                  `expect ${this.state.expectedRecordLength},`,
                  `got ${recordLength} on line ${this.info.lines}`,
                ],
                this.options,
                this.__infoField(),
                {
                  record: record,
                },
              )
            : new CsvError(
                "CSV_RECORD_INCONSISTENT_COLUMNS",
                [
                  "Invalid Record Length:",
                  `columns length is ${columns.length},`, // rename columns
                  `got ${recordLength} on line ${this.info.lines}`,
                ],
                this.options,
                this.__infoField(),
                {
                  record: record,
                },
              );
        if (
          relax_column_count === true ||
          (relax_column_count_less === true &&
            recordLength < this.state.expectedRecordLength) ||
          (relax_column_count_more === true &&
            recordLength > this.state.expectedRecordLength)
        ) {
          this.info.invalid_field_length++;
          this.state.error = err;
          // Error is undefined with skip_records_with_error
        } else {
          const finalErr = this.__error(err);
          if (finalErr) return finalErr;
        }
      }
      if (skip_records_with_empty_values === true && isRecordEmpty(record)) {
        this.__resetRecord();
        return;
      }
      if (this.state.recordHasError === true) {
        this.__resetRecord();
        this.state.recordHasError = false;
        return;
      }
      this.info.records++;
      if (from === 1 || this.info.records >= from) {
        const { objname } = this.options;
        // With columns, records are object
        if (columns !== false) {
          const obj = {};
          // Transform record array to an object
          for (let i = 0, l = record.length; i < l; i++) {
            if (columns[i] === undefined || columns[i].disabled) continue;
            // Turn duplicate columns into an array
            if (
              group_columns_by_name === true &&
              Object.hasOwn(obj, columns[i].name)
            ) {
              if (Array.isArray(obj[columns[i].name])) {
                obj[columns[i].name] = obj[columns[i].name].concat(record[i]);
              } else {
                obj[columns[i].name] = [obj[columns[i].name], record[i]];
              }
            } else {
              Object.defineProperty(obj, columns[i].name, {
                value: record[i],
                enumerable: true,
                writable: true,
                configurable: true,
              });
            }
          }
          // Without objname (default)
          if (raw === true || info === true) {
            const extRecord = Object.assign(
              { record: obj },
              raw === true
                ? { raw: this.state.rawBuffer.toString(encoding) }
                : {},
              info === true ? { info: this.__infoRecord() } : {},
            );
            const err = this.__push(
              objname === undefined ? extRecord : [obj[objname], extRecord],
              push,
            );
            if (err) {
              return err;
            }
          } else {
            const err = this.__push(
              objname === undefined ? obj : [obj[objname], obj],
              push,
            );
            if (err) {
              return err;
            }
          }
          // Without columns, records are array
        } else {
          if (raw === true || info === true) {
            const extRecord = Object.assign(
              { record: record },
              raw === true
                ? { raw: this.state.rawBuffer.toString(encoding) }
                : {},
              info === true ? { info: this.__infoRecord() } : {},
            );
            const err = this.__push(
              objname === undefined ? extRecord : [record[objname], extRecord],
              push,
            );
            if (err) {
              return err;
            }
          } else {
            const err = this.__push(
              objname === undefined ? record : [record[objname], record],
              push,
            );
            if (err) {
              return err;
            }
          }
        }
      }
      this.__resetRecord();
    },
    __firstLineToColumns: function (record) {
      const { firstLineToHeaders } = this.state;
      try {
        const headers =
          firstLineToHeaders === undefined
            ? record
            : firstLineToHeaders.call(null, record);
        if (!Array.isArray(headers)) {
          return this.__error(
            new CsvError(
              "CSV_INVALID_COLUMN_MAPPING",
              [
                "Invalid Column Mapping:",
                "expect an array from column function,",
                `got ${JSON.stringify(headers)}`,
              ],
              this.options,
              this.__infoField(),
              {
                headers: headers,
              },
            ),
          );
        }
        const normalizedHeaders = normalize_columns_array(headers);
        this.state.expectedRecordLength = normalizedHeaders.length;
        this.options.columns = normalizedHeaders;
        this.__resetRecord();
        return;
      } catch (err) {
        return err;
      }
    },
    __resetRecord: function () {
      if (this.options.raw === true) {
        this.state.rawBuffer.reset();
      }
      this.state.error = undefined;
      this.state.record = [];
      this.state.record_length = 0;
    },
    __onField: function () {
      const { cast, encoding, rtrim, max_record_size } = this.options;
      const { enabled, wasQuoting } = this.state;
      // Short circuit for the from_line options
      if (enabled === false) {
        return this.__resetField();
      }
      let field = this.state.field.toString(encoding);
      if (rtrim === true && wasQuoting === false) {
        field = field.trimRight();
      }
      if (cast === true) {
        const [err, f] = this.__cast(field);
        if (err !== undefined) return err;
        field = f;
      }
      this.state.record.push(field);
      // Increment record length if record size must not exceed a limit
      if (max_record_size !== 0 && typeof field === "string") {
        this.state.record_length += field.length;
      }
      this.__resetField();
    },
    __resetField: function () {
      this.state.field.reset();
      this.state.wasQuoting = false;
    },
    __push: function (record, push) {
      const { on_record } = this.options;
      if (on_record !== undefined) {
        const info = this.__infoRecord();
        try {
          record = on_record.call(null, record, info);
        } catch (err) {
          return err;
        }
        if (record === undefined || record === null) {
          return;
        }
      }
      this.info.bytes_records += this.info.bytes;
      push(record);
    },
    // Return a tuple with the error and the casted value
    __cast: function (field) {
      const { columns, relax_column_count } = this.options;
      const isColumns = Array.isArray(columns);
      // Dont loose time calling cast
      // because the final record is an object
      // and this field can't be associated to a key present in columns
      if (
        isColumns === true &&
        relax_column_count &&
        this.options.columns.length <= this.state.record.length
      ) {
        return [undefined, undefined];
      }
      if (this.state.castField !== null) {
        try {
          const info = this.__infoField();
          return [undefined, this.state.castField.call(null, field, info)];
        } catch (err) {
          return [err];
        }
      }
      if (this.__isFloat(field)) {
        return [undefined, parseFloat(field)];
      } else if (this.options.cast_date !== false) {
        const info = this.__infoField();
        return [undefined, this.options.cast_date.call(null, field, info)];
      }
      return [undefined, field];
    },
    __compareBytes: function (sourceBuf, targetBuf, targetPos, firstByte) {
      if (sourceBuf[0] !== firstByte) return 0;
      const sourceLength = sourceBuf.length;
      for (let i = 1; i < sourceLength; i++) {
        if (sourceBuf[i] !== targetBuf[targetPos + i]) return 0;
      }
      return sourceLength;
    },
    // Helper to test if a character is trimable
    __isCharTrimable: function (buf, pos) {
      const { timchars, timcharFirstBytes } = this.state;
      // Fast bail-out: non-whitespace bytes (the common case) are rejected
      // without scanning the full timchar list.
      const first = buf[pos];
      if (first === undefined || timcharFirstBytes[first] === 0) return 0;
      loop1: for (let i = 0; i < timchars.length; i++) {
        const timchar = timchars[i];
        for (let j = 0; j < timchar.length; j++) {
          if (timchar[j] !== buf[pos + j]) continue loop1;
        }
        return timchar.length;
      }
      return 0;
    },
    __isDelimiter: function (buf, pos, chr) {
      const { delimiter, ignore_last_delimiters } = this.options;
      if (
        ignore_last_delimiters === true &&
        this.state.record.length === this.options.columns.length - 1
      ) {
        return 0;
      } else if (
        ignore_last_delimiters !== false &&
        typeof ignore_last_delimiters === "number" &&
        this.state.record.length === ignore_last_delimiters - 1
      ) {
        return 0;
      }
      loop1: for (let i = 0; i < delimiter.length; i++) {
        const del = delimiter[i];
        if (del[0] === chr) {
          for (let j = 1; j < del.length; j++) {
            if (del[j] !== buf[pos + j]) continue loop1;
          }
          return del.length;
        }
      }
      return 0;
    },
    __isEscape: function (buf, pos, chr) {
      const { escape } = this.options;
      if (escape === null) return false;
      const l = escape.length;
      if (escape[0] === chr) {
        for (let i = 0; i < l; i++) {
          if (escape[i] !== buf[pos + i]) {
            return false;
          }
        }
        return true;
      }
      return false;
    },
    __isFloat: function (value) {
      return value - parseFloat(value) + 1 >= 0; // Borrowed from jquery
    },
    // Keep it in case we implement the `cast_int` option
    // __isInt(value){
    //   // return Number.isInteger(parseInt(value))
    //   // return !isNaN( parseInt( obj ) );
    //   return /^(\-|\+)?[1-9][0-9]*$/.test(value)
    // }
    __isQuote: function (buf, pos) {
      const { quote } = this.options;
      if (quote === null) return false;
      const l = quote.length;
      for (let i = 0; i < l; i++) {
        if (quote[i] !== buf[pos + i]) {
          return false;
        }
      }
      return true;
    },
    __isRecordDelimiter: function (chr, buf, pos) {
      const { record_delimiter } = this.options;
      const recordDelimiterLength = record_delimiter.length;
      loop1: for (let i = 0; i < recordDelimiterLength; i++) {
        const rd = record_delimiter[i];
        const rdLength = rd.length;
        if (rd[0] !== chr) {
          continue;
        }
        for (let j = 1; j < rdLength; j++) {
          if (rd[j] !== buf[pos + j]) {
            continue loop1;
          }
        }
        return rd.length;
      }
      return 0;
    },
    __autoDiscoverRecordDelimiter: function (buf, pos) {
      const { encoding } = this.options;
      // Note, we don't need to cache this information in state,
      // It is only called on the first line until we find out a suitable
      // record delimiter.
      const rds = [
        // Important, the windows line ending must be before mac os 9
        Buffer.from("\r\n", encoding),
        Buffer.from("\n", encoding),
        Buffer.from("\r", encoding),
      ];
      loop: for (let i = 0; i < rds.length; i++) {
        const l = rds[i].length;
        for (let j = 0; j < l; j++) {
          if (rds[i][j] !== buf[pos + j]) {
            continue loop;
          }
        }
        this.options.record_delimiter.push(rds[i]);
        this.state.recordDelimiterMaxLength = rds[i].length;
        return rds[i].length;
      }
      return 0;
    },
    __error: function (msg) {
      const { encoding, raw, skip_records_with_error } = this.options;
      const err = typeof msg === "string" ? new Error(msg) : msg;
      if (skip_records_with_error) {
        this.state.recordHasError = true;
        if (this.options.on_skip !== undefined) {
          try {
            this.options.on_skip(
              err,
              raw ? this.state.rawBuffer.toString(encoding) : undefined,
            );
          } catch (err) {
            return err;
          }
        }
        // this.emit('skip', err, raw ? this.state.rawBuffer.toString(encoding) : undefined);
        return undefined;
      } else {
        return err;
      }
    },
    __infoDataSet: function () {
      return {
        ...this.info,
        columns: this.options.columns,
      };
    },
    __infoRecord: function () {
      const { columns, raw, encoding } = this.options;
      return {
        ...this.__infoDataSet(),
        bytes_records: this.info.bytes,
        error: this.state.error,
        header: columns === true,
        index: this.state.record.length,
        raw: raw ? this.state.rawBuffer.toString(encoding) : undefined,
      };
    },
    __infoField: function () {
      const { columns } = this.options;
      const isColumns = Array.isArray(columns);
      // Bytes records are only incremented when all records'fields are parsed
      const bytes_records = this.info.bytes_records;
      return {
        ...this.__infoRecord(),
        bytes_records: bytes_records,
        column:
          isColumns === true
            ? columns.length > this.state.record.length
              ? columns[this.state.record.length].name
              : null
            : this.state.record.length,
        quoting: this.state.wasQuoting,
      };
    },
  };
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/sync.js



const sync_parse = function (data, opts = {}) {
  if (typeof data === "string") {
    data = Buffer.from(data);
  }
  const records = opts && opts.objname ? Object.create(null) : [];
  const parser = transform(opts);
  const push = (record) => {
    if (parser.options.objname === undefined) records.push(record);
    else {
      records[record[0]] = record[1];
    }
  };
  const close = () => {};
  const error = parser.parse(data, true, push, close);
  if (error !== undefined) throw error;
  return records;
};



;// CONCATENATED MODULE: ./build/domain/reference-data/header.js

/** What is wrong with the header of a file for this table; names are compared exactly, their order is free. */
function checkHeader(path, header, table) {
    const at = { file: path, line: 1 };
    if (header.length === 0)
        return [{ code: 'reference-data', summary: `${path} has no header line.`, at }];
    const allowed = table.columns.map((column) => column.name);
    const repeated = header.filter((name, place) => header.indexOf(name) !== place);
    return [
        ...header.filter((name) => !allowed.includes(name)).map((name) => unknownColumn(path, name, table.name, allowed)),
        ...allowed
            .filter((name) => !header.includes(name))
            .map((name) => ({
            code: 'reference-data',
            summary: `${path} has no column ${name}, which table ${table.name} has.`,
            at,
        })),
        ...[...new Set(repeated)].map((name) => ({
            code: 'reference-data',
            summary: `${path} has column ${name} more than once.`,
            at,
        })),
    ];
}
function unknownColumn(path, name, table, allowed) {
    return {
        code: 'reference-data',
        summary: `${path} has column ${name}, which table ${table} does not have.`,
        detail: `The table has: ${allowed.join(', ')}.`,
        ...(allowed.length > 0 && { next: `Did you mean ${(0,mod/* closest */.kp)(name, allowed)}?` }),
        at: { file: path, line: 1 },
    };
}

;// CONCATENATED MODULE: ./build/domain/reference-data/value.js

const value_readers = {
    bool: (value) => /^(true|false|1|0)$/i.test(value),
    int: (value) => isIntegerWithin(value, 32n),
    long: (value) => isIntegerWithin(value, 64n),
    real: (value) => number.test(value) || /^(nan|[+-]?inf(inity)?)$/i.test(value),
    decimal: (value) => number.test(value) && (value.replace(/e.*$/i, '').match(/\d/g)?.length ?? 0) <= 34,
    datetime: isDatetime,
    timespan: (value) => parseTimespan(value) !== undefined,
    guid: (value) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value),
    string: () => true,
    dynamic: isJson,
};
const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const instant = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,7})?)?(?:Z|[+-](\d{2}):(\d{2}))?)?$/;
/** An empty value is null, or the empty text, and always readable. Sources: https://learn.microsoft.com/kusto/query/scalar-data-types/ */
function isReadable(value, type) {
    return value === '' || value_readers[type](value);
}
function isIntegerWithin(value, bits) {
    if (!/^[+-]?\d{1,30}$/.test(value))
        return false;
    const limit = 2n ** (bits - 1n);
    const integer = BigInt(value.replace(/^\+/, ''));
    return integer >= -limit && integer < limit;
}
function isDatetime(value) {
    const match = instant.exec(value);
    if (match === null)
        return false;
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, offsetHour = 0, offsetMinute = 0] = match
        .slice(1)
        .map((part) => (part === undefined ? undefined : Number(part)));
    const inClock = hour < 24 && minute < 60 && second < 60 && offsetHour <= 14 && offsetMinute < 60;
    return inClock && year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}
function daysIn(year, month) {
    const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
    return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}
function isJson(value) {
    try {
        JSON.parse(value);
        return true;
    }
    catch (error) {
        if (error instanceof SyntaxError)
            return false;
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/domain/reference-data/csv.js



const mostProblems = 20;
/**
 * Checks that a CSV file with a header fits its table: the same column names in any order, and every value readable as its column's type, empty
 * values being null, or the empty text in a string column. All problems are returned, at most 20 of them and the number of the others.
 */
function checkReferenceData(file, table) {
    const rows = readRows(file);
    if (!Array.isArray(rows))
        return { problems: [rows] };
    const [header, ...body] = rows;
    const columns = header?.values ?? [];
    const headerProblems = checkHeader(file.path, columns, table);
    if (headerProblems.length > 0)
        return { problems: headerProblems };
    const types = new Map(table.columns.map((column) => [column.name, column]));
    const ordered = columns.flatMap((name) => types.get(name) ?? []);
    const problems = body.flatMap((row) => checkRow(file.path, row, ordered));
    if (problems.length > 0)
        return { problems: cut(file.path, problems) };
    return { rows: body.length, nonEmpty: countNonEmpty(body, columns), columns };
}
/** The table that a reference data file is for: its name without folder and extension. */
function tableNameOf(path) {
    const name = path.split(/[/\\]/).at(-1) ?? '';
    return name.replace(/(?<=.)\.[^.]*$/, '');
}
function readRows(file) {
    try {
        const options = { bom: true, raw: true, info: true, relax_column_count: true, record_delimiter: ['\r\n', '\n'] };
        const records = sync_parse(file.text, options);
        return records.map(({ record, raw, info }) => ({ values: record, line: info.lines - newLinesIn(raw.trimEnd()) }));
    }
    catch (error) {
        if (!(error instanceof CsvError))
            throw error;
        return unreadable(file.path, error);
    }
}
function newLinesIn(text) {
    return text.split('\n').length - 1;
}
function unreadable(path, error) {
    const line = typeof error.lines === 'number' ? error.lines : 1;
    return {
        code: 'reference-data',
        summary: `${path} cannot be read as CSV.`,
        detail: error.message,
        next: 'Put values that hold quotes, commas or line breaks in double quotes, and double the quotes inside.',
        at: { file: path, line },
    };
}
function checkRow(path, { values, line }, columns) {
    const at = { file: path, line };
    if (values.length === 1 && values[0] === '') {
        return [{ code: 'reference-data', summary: `${path} has a blank line.`, next: 'Remove it.', at }];
    }
    if (values.length !== columns.length) {
        const detail = `The header has ${columns.length} columns, this row has ${values.length} values.`;
        return [{ code: 'reference-data', summary: `${path} has a row of another length than its header.`, detail, at }];
    }
    return columns.flatMap((column, place) => {
        const value = values[place] ?? '';
        if (isReadable(value, column.type))
            return [];
        const seen = value.length > 40 ? `${value.slice(0, 40)}…` : value;
        return [
            {
                code: 'reference-data',
                summary: `${path} has a value in column ${column.name} that is no ${column.type}: ${seen}`,
                at,
            },
        ];
    });
}
function countNonEmpty(rows, columns) {
    return new Map(columns.map((name, place) => [name, rows.filter((row) => row.values[place] !== '').length]));
}
function cut(path, problems) {
    const more = problems.length - mostProblems;
    if (more <= 0)
        return problems;
    return [
        ...problems.slice(0, mostProblems),
        { code: 'reference-data', summary: `${path}: and ${more} more.`, at: { file: path, line: 1 } },
    ];
}

;// CONCATENATED MODULE: ./build/procedures/read-repository.js






/** Rejects with every problem of every file at once. `live` are the columns before the deployment. */
async function readRepository(files, patterns, live) {
    const schema = patterns.schema.length === 0 ? [] : await files.read(patterns.schema, ['.kql', '.csl', '.kusto']);
    const data = patterns.referenceData.length === 0 ? [] : await files.read(patterns.referenceData, ['.csv']);
    if (schema.length + data.length === 0) {
        throw (0,domain_problem/* problemError */.gS)({
            code: 'input',
            summary: 'There is nothing to deploy.',
            next: 'Give the input schema, the input reference-data, or both.',
        });
    }
    const scripts = schema.map(splitScript);
    (0,domain_problem/* throwProblems */.Jh)(scripts.flatMap(({ problems }) => problems));
    const statements = scripts
        .flatMap((script) => script.statements)
        .map((one) => ({ ...one, reading: readStatement(one.text) }));
    const tables = columnsAfter(await live(), statements.map(({ reading }) => reading));
    const checked = data.map((file) => checkFile(file, tables));
    (0,domain_problem/* throwProblems */.Jh)([...checked.flatMap((one) => ('problems' in one ? one.problems : [])), ...doubled(data)]);
    return { statements, referenceData: checked.flatMap((one) => ('problems' in one ? [] : [one])) };
}
function checkFile(file, tables) {
    const table = tableNameOf(file.path);
    const columns = tables.get(table);
    if (columns === undefined)
        return { problems: [noTable(file, table, [...tables.keys()])] };
    const content = checkReferenceData(file, { name: table, columns });
    return 'problems' in content ? content : { file, table, columns, content };
}
function noTable({ path }, table, known) {
    const nearest = known.toSorted((a, b) => (0,mod/* distance */.Io)(a, table) - (0,mod/* distance */.Io)(b, table))[0];
    return {
        code: 'reference-data',
        summary: `${path} is for the table ${table}, which neither the database nor the schema files have.`,
        detail: nearest === undefined ? 'There is no table.' : `The nearest name is ${nearest}; names are case-sensitive.`,
        next: 'Name the file after its table, or add the table to the schema files.',
        at: { file: path, line: 1 },
    };
}
function doubled(files) {
    return files
        .filter((file, index) => files.findIndex((other) => tableNameOf(other.path) === tableNameOf(file.path)) < index)
        .map(({ path }) => ({
        code: 'reference-data',
        summary: `${path} is a second file for the table ${tableNameOf(path)}.`,
        at: { file: path, line: 1 },
    }));
}

;// CONCATENATED MODULE: ./build/procedures/apply-statement.js


/** Runs one management command to its end: of an asynchronous one the operation is waited for, and its failure is the command's. */
async function applyStatement(text, database, clock) {
    const { operation } = await database.change.run(text);
    if (operation === undefined)
        return;
    const results = await runOperations([operation], {
        describe: () => 'the asynchronous command',
        slots: () => Promise.resolve({ total: 1, remaining: 1 }),
        start: (started) => Promise.resolve(started),
        states: (ids) => database.load.states(ids),
    }, clock);
    (0,domain_problem/* throwProblems */.Jh)(results.flatMap((result) => (result.kind === 'failed' ? [result.problem] : [])));
}

;// CONCATENATED MODULE: ./build/procedures/run-deployment.js




/** Stops at the first failure and at an interruption, between two steps; what comes after is not attempted, and listed. */
async function runDeployment(steps, world) {
    const ended = [];
    let stopped = false;
    for (const step of steps) {
        const { item } = step;
        if (stopped) {
            ended.push({ step, outcome: { kind: 'not-attempted', item }, changed: [] });
            continue;
        }
        try {
            const { note, changed } = await runStep(step, world);
            ended.push({ step, outcome: { kind: 'done', item, note }, changed });
        }
        catch (error) {
            if (!(error instanceof domain_problem/* ProblemError */.Mm))
                throw error;
            const at = step.kind === 'statement' ? { at: step.statement.at } : {};
            ended.push({ step, outcome: { kind: 'failed', item, problem: { ...at, ...error.problems[0] } }, changed: [] });
            stopped = true;
        }
    }
    return ended;
}
async function runStep(step, world) {
    // Rejects once the run was interrupted.
    await world.clock.sleep(0);
    world.progress.phase(step.item);
    return step.kind === 'statement' ? runStatement(step.statement, world) : putIfOutdated(step.data, world);
}
async function runStatement(planned, { database, clock, guard }) {
    const statement = await judgeAgain(planned, database.read);
    const { loss } = statement;
    const problem = await guard.check(statement);
    (0,domain_problem/* throwProblems */.Jh)(problem === undefined ? [] : [problem]);
    await applyStatement(statement.text, database, clock);
    guard.passed(loss);
    return loss.kind === 'loses-data'
        ? { note: `covered: ${loss.what}`, changed: loss.tables }
        : { note: '', changed: [] };
}
async function putIfOutdated(data, world) {
    const { database, guard } = world;
    const ask = async (state) => replacement(data, state, await observeTables(database.read));
    const state = await compareReferenceData(data, world);
    if (state.kind === 'current')
        return { note: 'unchanged', changed: [] };
    let request = await ask(state);
    const problem = await guard.check(request);
    (0,domain_problem/* throwProblems */.Jh)(problem === undefined ? [] : [problem]);
    await putReferenceData(data, world, async () => {
        request = await ask(await compareReferenceData(data, world));
        return guard.check(request);
    });
    guard.passed(request.loss);
    const lost = request.loss.kind === 'loses-data' ? request.loss.tables : [];
    return { note: `${data.content.rows} rows`, changed: [...new Set([data.table, ...lost])] };
}
/** Replacing the rows of a table also replaces what update policies derive from it. Source: https://learn.microsoft.com/kusto/management/update-policy */
function replacement(data, state, live) {
    const { table } = data;
    const about = { at: { file: data.file.path, line: 1 }, text: data.file.path };
    const derived = live.tables.get(table)?.derived ?? [];
    if (state.kind === 'current')
        return { ...about, loss: { kind: 'safe', why: 'the rows are those of the file' } };
    if (derived.length > 0) {
        const what = `replaces the rows of ${table} and those that update policies derive from it`;
        return { ...about, loss: { kind: 'loses-data', tables: [table, ...derived], what } };
    }
    if (state.foreignRows === 0n)
        return { ...about, loss: { kind: 'safe', why: 'the rows come from the repo' } };
    const what = `replaces ${state.foreignRows} rows of ${table} that are not known to come from reference data`;
    return { ...about, loss: { kind: 'loses-data', tables: [table], what } };
}

// EXTERNAL MODULE: ./build/report/numbers.js
var numbers = __nccwpck_require__(3533);
;// CONCATENATED MODULE: ./build/verbs/command.js
/** Ties the request type to the inputs, then forgets it so that all verbs fit one table. */
function defineCommand(command) {
    return { ...command, run: (request, world) => command.run(request, world) };
}

;// CONCATENATED MODULE: ./build/verbs/inputs.js
/** Inputs that several verbs share, said once. */
const connection = {
    cluster: { type: 'uri', required: true, describe: 'Cluster URI, https://<cluster>.<region>.kusto.windows.net' },
    database: { type: 'text', required: true, describe: 'Database name, as the cluster lists it' },
    'sign-in': {
        type: 'choice',
        choices: ['auto', 'github-oidc', 'azure-cli', 'managed-identity', 'environment', 'none'],
        default: 'auto',
        describe: 'How to sign in; auto takes github-oidc in a workflow with client-id, none for a local cluster over http, azure-cli elsewhere',
    },
    'client-id': {
        type: 'text',
        describe: 'Application (client) id of the identity; with github-oidc and managed-identity',
    },
    'tenant-id': { type: 'text', describe: 'Tenant id of the identity; with github-oidc' },
};
const storage = {
    storage: {
        type: 'uri',
        required: true,
        secret: 'query',
        describe: 'Container URI for snapshots, https://<account>.blob.core.windows.net/<container>[/<folder>]; may carry a SAS',
    },
};
const snapshot = {
    snapshot: { type: 'text', default: 'latest', describe: 'Snapshot id, or latest for the newest complete one' },
};

;// CONCATENATED MODULE: ./build/verbs/deploy.js










const deploy = defineCommand({
    name: 'deploy',
    group: 'change',
    summary: 'Apply the schema files in order, then the reference data; refuse what would lose data that no snapshot covers',
    hosts: ['action', 'cli'],
    inputs: {
        ...connection,
        ...storage,
        schema: {
            type: 'list',
            describe: 'Schema files: paths, folders or globs of .kql, .csl, .kusto; applied in this order',
        },
        'reference-data': { type: 'list', describe: 'CSV files named after their tables: paths, folders or globs' },
        'dry-run': { type: 'switch', describe: 'Check everything, show what would run, and stop' },
    },
    outputs: [
        { name: 'statements', describe: 'Number of statements that ran' },
        {
            name: 'changed-tables',
            describe: 'Comma-separated names of the tables whose data the deployment changed on purpose',
        },
        { name: 'reference-tables', describe: 'Comma-separated names of the tables whose reference data was replaced' },
    ],
    async run(request, world) {
        const database = world.openDatabase(request);
        const store = world.openStore(request);
        const paths = databasePaths(database.clusterHost, database.name);
        const repository = await readRepository(world.files, { schema: request.schema, referenceData: request['reference-data'] }, async () => deploy_columnsOf(await database.read.tables()));
        const before = await observeTables(database.read);
        const statements = repository.statements.map((statement) => judgeStatement(statement, before));
        const guard = createLossGuard(before.tables.keys(), { read: database.read, store, paths, clock: world.clock });
        const reference = { database, store, paths, clock: world.clock };
        const states = new Map();
        for (const data of repository.referenceData)
            states.set(data, await compareReferenceData(data, reference));
        const refusals = await findRefusals({ statements, states, before }, guard);
        const steps = planSteps(statements, repository.referenceData);
        if (request['dry-run'])
            return planned(steps, states, refusals);
        (0,domain_problem/* throwProblems */.Jh)([...refusals.values()]);
        return deployed(await runDeployment(steps, { ...reference, guard, progress: world.progress }));
    },
});
/** The tool's own tables are nobody's to put reference data into. */
function deploy_columnsOf(tables) {
    return new Map(tables.filter(({ name }) => !isOwnTable(name)).map(({ name, columns }) => [name, columns]));
}
/** Everything is asked before anything runs; each loss is asked again right before it happens. */
async function findRefusals(planned, guard) {
    const refusals = new Map();
    const note = async (what, asked) => {
        const problem = await guard.check(asked);
        if (problem !== undefined)
            refusals.set(what, problem);
    };
    for (const statement of planned.statements)
        await note(statement, statement);
    for (const [data, state] of planned.states)
        await note(data, replacement(data, state, planned.before));
    return refusals;
}
function planSteps(statements, data) {
    return [
        ...statements.map((statement) => ({ kind: 'statement', item: describeStatement(statement), statement })),
        ...data.map((one) => ({ kind: 'reference-data', item: `${one.file.path} → ${one.table}`, data: one })),
    ];
}
function describeStatement({ text, at }) {
    const [line = ''] = text.split('\n');
    return `${at.file}:${at.line} ${line.length > 100 ? `${line.slice(0, 100)}…` : line}`;
}
/** What a snapshot taken first would cover is shown as such; what none can cover is a problem already. */
function planned(steps, states, refusals) {
    const rows = steps.map((step) => planRow(step, states, refusals));
    const final = steps.flatMap((step) => {
        const problem = refusals.get(subjectOf(step));
        return problem?.code === 'refused' ? [problem] : [];
    });
    const waiting = refusals.size - final.length;
    const needs = waiting === 0 ? '' : ` ${waiting} of them need a snapshot first.`;
    return {
        ...(final.length === 0 ? {} : { verdict: { kind: 'fail', problems: final } }),
        outcomes: steps.map(({ item }) => ({ kind: 'not-attempted', item, note: 'dry run' })),
        report: [
            { kind: 'heading', text: `${steps.length} steps would run; nothing was changed.${needs}` },
            { kind: 'table', columns: [{ title: 'Step' }, { title: 'Class' }, { title: 'Why' }], rows },
            ...(waiting === 0
                ? []
                : [
                    {
                        kind: 'next-step',
                        text: 'Take a snapshot before this deployment.',
                        command: 'kusto-rebuild snapshot',
                    },
                ]),
        ],
        outputs: { statements: '0', 'changed-tables': '', 'reference-tables': '' },
        data: { dryRun: true, steps: rows },
    };
}
function subjectOf(step) {
    return step.kind === 'statement' ? step.statement : step.data;
}
function planRow(step, states, refusals) {
    const refusal = refusals.get(subjectOf(step));
    const why = refusal === undefined ? '' : `; ${refusal.detail ?? refusal.summary}`;
    if (step.kind === 'statement') {
        const { loss } = step.statement;
        return [step.item, loss.kind, `${loss.kind === 'safe' ? loss.why : loss.what}${why}`];
    }
    const state = states.get(step.data)?.kind === 'current' ? 'unchanged' : `${(0,numbers/* showCount */.px)(step.data.content.rows)} rows`;
    return [step.item, 'reference data', `${state}${why}`];
}
function deployed(ended) {
    const outcomes = ended.map(({ outcome }) => outcome);
    const done = ended.filter(({ outcome }) => outcome.kind === 'done');
    const failed = outcomes.find((outcome) => outcome.kind === 'failed');
    const replaced = done.flatMap(({ step, changed }) => step.kind === 'reference-data' && changed.length > 0 ? [step.data.table] : []);
    const report = [
        {
            kind: 'heading',
            text: failed === undefined
                ? `Deployed: ${ended.length} steps ran.`
                : `Stopped after ${done.length} of ${ended.length} steps.`,
        },
        {
            kind: 'table',
            columns: [{ title: 'Step' }, { title: 'Outcome' }, { title: 'Note' }],
            rows: outcomes.map((one) => [one.item, one.kind, one.kind === 'failed' ? one.problem.summary : (one.note ?? '')]),
        },
    ];
    if (failed !== undefined) {
        report.push({ kind: 'problem', problem: failed.problem });
        report.push({ kind: 'next-step', text: nextStep(failed.problem) });
    }
    return {
        outcomes,
        report,
        outputs: {
            statements: String(done.filter(({ step }) => step.kind === 'statement').length),
            'changed-tables': [...new Set(done.flatMap(({ changed }) => changed))].join(','),
            'reference-tables': replaced.join(','),
        },
        data: { steps: outcomes },
    };
}
function nextStep({ code }) {
    const first = code === 'cancelled' ? 'Deploy again' : 'Mend the cause and deploy again';
    return `${first}: what already ran is applied once more, so it should be idempotent.`;
}

;// CONCATENATED MODULE: ./build/domain/verdict.js
const pass = { kind: 'pass' };
/** The worst of all: fail over unknown over pass. Nothing to judge is unknown, since nothing was checked. */
function worstVerdict(verdicts) {
    const failed = verdict_problemsOf(verdicts, 'fail');
    if (failed.length > 0)
        return { kind: 'fail', problems: [...failed, ...verdict_problemsOf(verdicts, 'unknown')] };
    const unknown = verdict_problemsOf(verdicts, 'unknown');
    if (unknown.length > 0)
        return { kind: 'unknown', problems: unknown };
    if (verdicts.length > 0)
        return pass;
    return { kind: 'unknown', problems: [{ code: 'unknown', summary: 'Nothing was checked.' }] };
}
function verdict_problemsOf(verdicts, kind) {
    return verdicts.flatMap((verdict) => (verdict.kind === kind ? verdict.problems : []));
}
/** `fail` when there are problems of which any is certain, `unknown` when all are about things not found out. */
function verdictOf(problems) {
    if (problems.length === 0)
        return pass;
    return problems.every((problem) => problem.code === 'unknown')
        ? { kind: 'unknown', problems }
        : { kind: 'fail', problems };
}

;// CONCATENATED MODULE: ./build/procedures/require-canary.js


/** Fingerprints mean nothing on an engine whose hash is another; rejects with `unknown` there. */
function requireCanary({ buildVersion, canary }) {
    const differences = canaryDifferences(canary);
    if (differences.length === 0)
        return;
    throw (0,domain_problem/* problemError */.gS)({
        code: 'unknown',
        summary: 'This cluster computes another hash than the one fingerprints are made of.',
        detail: `${differences.join('; ')} (build ${buildVersion})`,
        next: 'Please report this; without the hash nothing can be compared.',
    });
}

// EXTERNAL MODULE: ./build/domain/column-form.js
var column_form = __nccwpck_require__(118);
;// CONCATENATED MODULE: ./build/domain/export-settings.js
/** The service's own default. Source: https://learn.microsoft.com/kusto/management/data-export/export-data-to-storage */
const usualRowGroup = 100_000;
const smallestRowGroup = 5_000;
const rowGroupBytes = 64 * 1024 * 1024;
/** Wide rows make small row groups, so that one holds about 64 MB before compression. */
function usualSettings(averageRowBytes) {
    const fitting = averageRowBytes === undefined ? usualRowGroup : Math.floor(rowGroupBytes / Math.max(1, averageRowBytes));
    const rowGroupRows = Math.max(smallestRowGroup, Math.min(usualRowGroup, fitting));
    return { rowGroupRows, fanOut: 'all', distributed: 'yes' };
}
/**
 * What to try next after an export that was too big. The rows of a slice stream through; what is held in memory is row groups, so these and the writers
 * shrink before the slice is divided. Nothing but dividing saves time.
 */
function smaller(settings, tooBig) {
    if (tooBig === 'time')
        return 'divide';
    if (settings.rowGroupRows > smallestRowGroup)
        return { ...settings, rowGroupRows: Math.max(smallestRowGroup, Math.floor(settings.rowGroupRows / 4)) };
    return settings.fanOut === 'all' ? { ...settings, fanOut: 'half' } : 'divide';
}
/** The last resort for a slice that cannot be divided any more; undefined when that was tried too. */
function lastResort(settings) {
    return settings.distributed === 'yes' ? { ...settings, distributed: 'no' } : undefined;
}
/** The more careful of two in everything. */
function moreCareful(a, b) {
    return {
        rowGroupRows: Math.min(a.rowGroupRows, b.rowGroupRows),
        fanOut: a.fanOut === 'half' || b.fanOut === 'half' ? 'half' : 'all',
        distributed: a.distributed === 'no' || b.distributed === 'no' ? 'no' : 'yes',
    };
}

;// CONCATENATED MODULE: ./build/procedures/read-back.js




const parallelReads = 4;
/**
 * What lies in storage: the files that the operation reports, never a listing, each with its version, the rows of its footer and the sum of its row
 * hashes. Rejects with `difference` when a file is not what was reported. In the order of the files' names, which are the engine's own.
 */
async function readBack(slice, files, world) {
    const limit = pLimit(parallelReads);
    const records = await Promise.all(files.map((file) => limit(() => readFile(slice, file, world))));
    return records.sort((a, b) => (a.path < b.path ? -1 : 1));
}
async function readFile({ table, columns, index }, { uri, rows }, { store, parquet }) {
    const path = store.pathOf(uri);
    if (path === undefined) {
        const summary = `The export of ${table} wrote outside the storage given.`;
        throw (0,domain_problem/* problemError */.gS)({ code: 'unknown', summary, detail: uri.split('?')[0] ?? '' });
    }
    const blob = await store.inspect(path);
    if (blob === undefined) {
        const summary = `The export of ${table} reported ${path}, which is not there.`;
        throw (0,domain_problem/* problemError */.gS)({ code: 'difference', summary });
    }
    const footer = await parquet.footer(blob);
    const fingerprint = await parquet.storedFingerprint(blob);
    if (footer.rows !== rows || fingerprint.rows !== rows) {
        const summary = `${path} holds another number of rows than the export reported.`;
        const detail = `operation ${rows}, footer ${footer.rows}, row hashes ${fingerprint.rows}`;
        throw (0,domain_problem/* problemError */.gS)({ code: 'difference', summary, detail });
    }
    read_back_requireColumns(path, columns, footer.columns);
    const { bytes, etag } = blob;
    return { path, bytes, etag, rowGroups: footer.rowGroups, slice: index, fingerprint: storeFingerprint(fingerprint) };
}
function read_back_requireColumns(path, columns, seen) {
    const names = columns.flatMap(({ name, tickColumn }) => (tickColumn === undefined ? [name] : [name, tickColumn]));
    const expected = [...names, column_form/* rowHashColumn */.po];
    if (expected.join('\n') === seen.join('\n'))
        return;
    const detail = `expected ${expected.join(', ')}; seen ${seen.join(', ')}`;
    throw (0,domain_problem/* problemError */.gS)({ code: 'difference', summary: `${path} has other columns than were exported.`, detail });
}

;// CONCATENATED MODULE: ./build/procedures/round-trip.js












/** One value of every type, each with something to lose: the seventh decimal of a time, 30 decimal digits, a quote, an emoji. */
const sample = {
    bool: 'true',
    int: '-2147483648',
    long: '9223372036854775807',
    real: '0.1',
    decimal: '12345678901.0123456789',
    datetime: '2020-02-29T23:59:59.1234567Z',
    timespan: '-1.02:03:04.0000001',
    guid: '6b7d9a10-3c54-4f51-8d0e-27a1c0ffee00',
    string: '"a ""quote"", a comma, ü 🐦"',
    dynamic: '"{""a"":[1,""x"",null]}"',
};
const lifetime = 3_600_000;
/**
 * Takes one row all the way: into a scratch table, out to Parquet, back in beside, compares fingerprints, and renames a table. Whatever a snapshot and a restore need is
 * needed here. Drops what it made.
 */
async function makeRoundTrip(run, folder, world) {
    const names = [0, 1, 2, 3].map((index) => ownTable('probe', run, index));
    try {
        await travel(run, folder, names, world);
    }
    finally {
        for (const name of names)
            await world.database.change.dropTable(name);
    }
}
async function travel(run, folder, names, world) {
    const [source = '', raw = '', target = '', renamed = ''] = names;
    const { database, store, clock } = world;
    const columns = domain_column/* columnTypes */.SO.map((type) => ({ name: `c_${type}`, type }));
    const stored = (0,column_form/* chooseForms */.BB)(columns, new Set(['c_datetime']));
    const expiresAt = new Date(clock.now().getTime() + lifetime);
    for (const [name, shape] of [
        [source, columns],
        [raw, (0,column_form/* receivingColumns */.It)(stored)],
        [target, columns],
    ]) {
        await database.change.createTable({
            name,
            columns: shape,
            folder: 'kusto-rebuild',
            docString: 'round trip of doctor',
        });
        await database.change.expireTable(name, expiresAt);
    }
    const csv = `${folder}/row.csv`;
    await store.write(csv, `${columns.map(({ name }) => name).join(',')}\n${domain_column/* columnTypes */.SO.map((type) => sample[type]).join(',')}\n`, { kind: 'if-absent' });
    const tag = attemptTag(run, 0, 1);
    await round_trip_ingest({
        table: source,
        source: await store.uriForCluster(csv, 'read'),
        format: 'csv',
        tag,
        csvColumns: columns.map(({ name }) => name),
    }, world);
    const [file] = await exportRow(source, stored, folder, world);
    if (file === undefined)
        throw (0,domain_problem/* problemError */.gS)({ code: 'difference', summary: 'The export of one row wrote no file.' });
    await round_trip_ingest({ table: raw, source: await store.uriForCluster(file.path, 'read'), format: 'parquet', tag }, world);
    await append(raw, stored, target, tag, world);
    await compare(file, target, stored, world);
    await proveIdentity(target, renamed, world);
    await store.remove(csv);
    await store.remove(file.path);
}
async function exportRow(table, columns, folder, world) {
    const { database, clock } = world;
    const live = (await database.read.tables()).find(({ name }) => name === table);
    if (live === undefined)
        throw (0,domain_problem/* problemError */.gS)({ code: 'unknown', summary: `The table ${table} is not there although it was made.` });
    const { cursor, populations } = await settleCursor(database.read, [live], { clock, patienceMilliseconds: 90_000 });
    const counts = populations.get(table);
    if (counts === undefined || unassigned(counts) !== 0n || boundedRows(counts) !== 1n) {
        throw (0,domain_problem/* problemError */.gS)({ code: 'unknown', summary: 'One row was ingested, but the cursor does not show exactly one.' });
    }
    const destination = await world.store.uriForCluster(attemptFolder(folder, 0, 1), 'write');
    const request = {
        table,
        columns,
        slice: { kind: 'timed', cursor },
        settings: usualSettings(undefined),
        destination,
    };
    const results = await runOperations([request], {
        describe: () => 'export of one row',
        slots: () => database.export.slots(),
        states: (ids) => database.export.states(ids),
        start: (one) => database.export.start(one),
    }, clock);
    (0,domain_problem/* throwProblems */.Jh)(results.flatMap((result) => (result.kind === 'failed' ? [result.problem] : [])));
    const files = results.flatMap((result) => (result.kind === 'completed' ? [result.operation] : []));
    const reported = await Promise.all(files.map((operation) => database.export.files(operation)));
    return readBack({ table, columns, index: 0 }, reported.flat(), world);
}
async function round_trip_ingest(request, { database, clock }) {
    const results = await runOperations([request], {
        describe: ({ table }) => `ingestion of one row into ${table}`,
        slots: () => database.load.slots(),
        states: (ids) => database.load.states(ids),
        start: (one) => database.load.startIngest(one),
    }, clock);
    (0,domain_problem/* throwProblems */.Jh)(results.flatMap((result) => (result.kind === 'failed' ? [result.problem] : [])));
}
async function append(from, columns, into, tag, { database, clock }) {
    const extentIds = (await database.read.rowsByExtent(from)).map(({ extentId }) => extentId);
    const results = await runOperations([{ from, extentIds, columns, into, tag }], {
        describe: () => 'typing one row',
        slots: () => database.load.slots(),
        states: (ids) => database.load.states(ids),
        start: (request) => database.load.startTypedAppend(request),
    }, clock);
    (0,domain_problem/* throwProblems */.Jh)(results.flatMap((result) => (result.kind === 'failed' ? [result.problem] : [])));
}
/** A restore tells by identity whether its swap has happened, so the identity must follow a table through a rename. */
async function proveIdentity(from, to, { database }) {
    const before = (await database.read.tableIds()).get(from);
    await database.change.renameTables([{ from, to }]);
    const after = await database.read.tableIds();
    if (before !== undefined && after.get(to) === before && !after.has(from))
        return;
    throw (0,domain_problem/* problemError */.gS)({
        code: 'difference',
        summary: 'A table that was renamed has another TableId than before; a restore could not tell whether its swap has happened.',
        detail: `before ${before ?? 'none'}, after ${after.get(to) ?? 'none'}`,
        next: 'Please report this with the cluster version, and do not restore in place.',
    });
}
async function compare(file, table, columns, { database }) {
    const expected = addFingerprints([loadFingerprint(file.fingerprint)]);
    const seen = await database.read.fingerprint(table, columns, { kind: 'whole-table' });
    if (sameFingerprint(expected, seen))
        return;
    throw (0,domain_problem/* problemError */.gS)({
        code: 'difference',
        summary: 'A row that was exported and ingested again is not the row it was.',
        detail: `expected ${showFingerprint(expected)}, seen ${showFingerprint(seen)}`,
        next: 'Please report this with the cluster version; a snapshot would lose something here.',
    });
}

;// CONCATENATED MODULE: ./build/verbs/doctor.js








const doctor = defineCommand({
    name: 'doctor',
    group: 'start',
    summary: 'Find out in a minute whether everything works: sign-in, storage both ways, and one row out and back',
    hosts: ['action', 'cli'],
    inputs: { ...connection, ...storage },
    outputs: [{ name: 'verdict', describe: 'pass when every check succeeded' }],
    async run(request, world) {
        const { clock } = world;
        const database = world.openDatabase(request);
        const store = world.openStore(request);
        const parquet = world.openParquet(store);
        const run = runId(clock.randomHex(8));
        const folder = `${databasePaths(database.clusterHost, database.name).control}/doctor/${run}`;
        const checks = [
            {
                name: 'cluster answers',
                needs: [],
                run: async () => {
                    const identity = await database.read.identity();
                    requireCanary(identity);
                    if (identity.accessMode !== 'ReadWrite') {
                        throw (0,domain_problem/* problemError */.gS)({
                            code: 'refused',
                            summary: `${database.name} is ${identity.accessMode} here; snapshots work, deploy and restore do not.`,
                        });
                    }
                    return `build ${identity.buildVersion}`;
                },
            },
            { name: 'storage can be written, read and cleaned', needs: [], run: () => tryStorage(store, folder) },
            {
                name: 'the cluster has slots for exports and ingestions',
                needs: ['cluster answers'],
                run: async () => {
                    const [exports, loads] = [await database.export.slots(), await database.load.slots()];
                    return `${exports.total} for exports, ${loads.total} for ingestions`;
                },
            },
            {
                name: 'one row of every type goes out to Parquet and comes back the same',
                needs: ['cluster answers', 'storage can be written, read and cleaned'],
                run: async () => {
                    await makeRoundTrip(run, folder, { database, store, parquet, clock });
                    return 'exported, footer read, ingested, compared, dropped';
                },
            },
        ];
        return describe(await runChecks(checks));
    },
});
async function runChecks(checks) {
    const results = [];
    for (const { name, needs, run } of checks) {
        const isReady = needs.every((need) => results.some((result) => result.name === need && result.kind === 'done'));
        results.push(isReady ? await runCheck(name, run) : { kind: 'not-attempted', name });
    }
    return results;
}
async function runCheck(name, run) {
    try {
        return { kind: 'done', name, note: await run() };
    }
    catch (error) {
        if (error instanceof domain_problem/* ProblemError */.Mm)
            return { kind: 'failed', name, problem: error.problems[0] };
        throw error;
    }
}
async function tryStorage(store, folder) {
    const path = `${folder}/note.txt`;
    const text = 'written by kusto-rebuild doctor';
    const written = await store.write(path, text, { kind: 'if-absent' });
    const read = await store.read(path);
    const listed = [];
    for await (const blob of store.list(folder))
        listed.push(blob.path);
    await store.remove(path);
    if (written === 'conflict' || read?.body !== text || !listed.includes(path)) {
        throw (0,domain_problem/* problemError */.gS)({
            code: 'difference',
            summary: `The storage ${store.label} does not give back what was written.`,
        });
    }
    return store.label;
}
function describe(results) {
    const problems = results.flatMap((result) => (result.kind === 'failed' ? [result.problem] : []));
    const verdict = verdictOf(problems);
    const report = [
        {
            kind: 'heading',
            text: verdict.kind === 'pass' ? 'Everything works.' : `${problems.length} of ${results.length} checks failed.`,
        },
        {
            kind: 'table',
            columns: [{ title: 'Check' }, { title: 'Result' }, { title: 'Note' }],
            rows: results.map((result) => [
                result.name,
                result.kind === 'done' ? 'ok' : result.kind,
                result.kind === 'done'
                    ? result.note
                    : result.kind === 'failed'
                        ? result.problem.summary
                        : 'an earlier check failed',
            ]),
        },
        ...problems.map((problem) => ({ kind: 'problem', problem })),
    ];
    return {
        verdict,
        outcomes: results.map((result) => result.kind === 'failed'
            ? { kind: 'failed', item: result.name, problem: result.problem }
            : result.kind === 'done'
                ? { kind: 'done', item: result.name, note: result.note }
                : { kind: 'not-attempted', item: result.name }),
        report,
        outputs: { verdict: verdict.kind },
        data: { checks: results },
    };
}

;// CONCATENATED MODULE: ./build/verbs/report.js


const outcomes = ['success', 'failure', 'cancelled', 'skipped'];
/** Ends the composite action: one page that says what became of the whole, and what to do. */
const report = defineCommand({
    name: 'report',
    group: 'workflow',
    summary: 'Say what became of a snapshot, deploy, verify sequence, and what to do next',
    hosts: ['action'],
    inputs: {
        snapshot: { type: 'text', describe: 'Id of the snapshot that was taken' },
        'snapshot-outcome': { type: 'choice', choices: outcomes, describe: 'Outcome of the snapshot step' },
        'deploy-outcome': { type: 'choice', choices: outcomes, describe: 'Outcome of the deploy step' },
        'dry-run': { type: 'switch', describe: 'The sequence only showed what it would do' },
        'verify-outcome': { type: 'choice', choices: outcomes, describe: 'Outcome of the verify step' },
    },
    outputs: [{ name: 'result', describe: 'deployed, planned, stopped-before-deploy, deploy-failed or damaged' }],
    async run(request) {
        const steps = [
            ['snapshot', request['snapshot-outcome']],
            ['deploy', request['deploy-outcome']],
            ['verify', request['verify-outcome']],
        ];
        const isPlan = request['dry-run'] && steps.slice(0, 2).every(([, outcome]) => outcome === 'success');
        const result = isPlan
            ? 'planned'
            : conclude(request['snapshot-outcome'], request['deploy-outcome'], request['verify-outcome']);
        const verdict = isPlan ? pass : worstVerdict(steps.map(([name, outcome]) => judgeStep(name, outcome)));
        const blocks = [
            { kind: 'heading', text: headlines[result] },
            {
                kind: 'facts',
                facts: [
                    ...steps.map(([name, outcome]) => [name, outcome ?? 'not run']),
                    ['snapshot id', request.snapshot ?? 'none'],
                ],
            },
        ];
        if (result !== 'deployed' &&
            result !== 'planned' &&
            request.snapshot !== undefined &&
            request['deploy-outcome'] !== 'skipped') {
            blocks.push({
                kind: 'next-step',
                text: 'If data was harmed, bring it back.',
                command: `kusto-rebuild restore --snapshot ${request.snapshot}`,
            });
        }
        return {
            verdict,
            outcomes: [],
            report: blocks,
            outputs: { result },
            data: { result, snapshotId: request.snapshot },
        };
    },
});
const headlines = {
    deployed: 'The deployment is done, and the database was verified.',
    planned: 'This is what a deployment would do; nothing was changed.',
    'stopped-before-deploy': 'The deployment did not begin; nothing was changed.',
    'deploy-failed': 'The deployment stopped before its end.',
    damaged: 'The deployment ran, but the database could not be verified afterwards.',
};
function conclude(snapshot, deploy, verify) {
    if (snapshot !== 'success' || deploy === undefined || deploy === 'skipped')
        return 'stopped-before-deploy';
    if (deploy !== 'success')
        return 'deploy-failed';
    return verify === 'success' ? 'deployed' : 'damaged';
}
/** A step that did not run is not a success. */
function judgeStep(name, outcome) {
    if (outcome === 'success')
        return { kind: 'pass' };
    const problem = {
        code: outcome === 'failure' ? 'difference' : 'unknown',
        summary: `The step ${name} ended as ${outcome ?? 'not run'}.`,
    };
    return { kind: outcome === 'failure' ? 'fail' : 'unknown', problems: [problem] };
}

;// CONCATENATED MODULE: ./build/domain/swap-state.js
/**
 * Tells by identity, never by mere presence of a name, whether the one rename of all tables has happened: a rename moves table objects, and an
 * object keeps its id. It is one transaction, so one table tells for all; what other hands did to the rest since does not change the answer.
 * Unknown when every staged table is gone.
 */
function readSwapState(intents, idOf) {
    if (intents.some(({ name, stageId }) => idOf(name) === stageId))
        return 'swapped';
    if (intents.some(({ stage, stageId }) => idOf(stage) === stageId))
        return 'not-swapped';
    return 'unknown';
}

;// CONCATENATED MODULE: ./build/domain/snapshot/records.js


/** How deep a check went; each level includes those before it. */
const levels = ['counts', 'files', 'contents', 'full'];
/** Whether a check at `level` includes what `part` asks for. */
function includes(level, part) {
    return levels.indexOf(level) >= levels.indexOf(part) ? 'yes' : 'no';
}
const restoredTable = launch_schemas/* strictObject */.rej({
    name: launch_schemas/* string */.YjP(),
    /** The table's place in the snapshot; part of the names of its staging tables. */
    index: launch_schemas/* int */.Whr(),
    /** Identity that the live table had when the restore was planned; null when there was none. */
    liveTableId: launch_schemas/* string */.YjP().nullable(),
    /** Identity of the staged table, which becomes the live one. */
    stageTableId: launch_schemas/* string */.YjP().nullable(),
    /** Every restored row lies at or before it, every later row after it. */
    cursor: launch_schemas/* string */.YjP().nullable(),
    /** How often files were sent; part of the tags of what was sent. */
    round: launch_schemas/* int */.Whr(),
});
const restoreRecord = launch_schemas/* strictObject */.rej({
    formatVersion: launch_schemas/* literal */.euz(1),
    runId: launch_schemas/* string */.YjP(),
    /** Changes with every process that works on the restore, so that an older one notices. */
    owner: launch_schemas/* string */.YjP(),
    snapshotId: launch_schemas/* string */.YjP(),
    startedAt: launch_schemas/* string */.YjP(),
    /**
     * `loading`: nothing live has changed. `swapping`: the one rename may or may not have happened; the identities tell. `swapped`: it has.
     * `closed`: verified and cleaned up. `abandoned`: given up before the swap and cleaned up.
     */
    phase: launch_schemas/* enum */.k5n(['loading', 'swapping', 'swapped', 'closed', 'abandoned']),
    tables: launch_schemas/* array */.YOg(restoredTable),
});
const parseRestoreRecord = (text, path) => check(restoreRecord, parseJson(text, path), path);

;// CONCATENATED MODULE: ./build/procedures/locate-rows.js


function locateRows(manifest, table, live, restores) {
    if (live.tableId === table.tableId) {
        const { atCursor, untimed } = table.populations;
        const bound = { kind: 'cursor', cursor: table.cursor };
        return { kind: 'same-epoch', bound, atCursor: BigInt(atCursor), untimed: BigInt(untimed) };
    }
    for (const restore of restores) {
        if (restore.snapshotId !== manifest.snapshotId)
            continue;
        const restored = restore.tables.find(({ name, stageTableId }) => name === table.name && stageTableId === live.tableId);
        if (restored?.cursor == null)
            continue;
        const bound = { kind: 'cursor', cursor: restored.cursor };
        return { kind: 'restored', bound, atCursor: BigInt(table.fingerprint.rows), untimed: 0n };
    }
    return { kind: 'foreign', bound: { kind: 'whole-table' }, atCursor: 0n, untimed: 0n };
}
/** Every restore of the database that was ever begun. */
async function readRestoreRecords(store, paths) {
    return (await readRestores(store, paths)).map(({ record }) => record);
}
/** The same with what is needed to write a record again, oldest first. */
async function readRestores(store, paths) {
    const restores = [];
    for await (const { path } of store.list(restoresPrefix(paths))) {
        const blob = await store.read(path);
        if (blob !== undefined)
            restores.push({ record: parseRestoreRecord(blob.body, path), path, etag: blob.etag });
    }
    return restores;
}

;// CONCATENATED MODULE: ./build/procedures/plan-restore.js






const parallelTables = 4;
/** Observes only. */
async function planRestore(request, read) {
    const limit = pLimit(parallelTables);
    return Promise.all(request.tables.map((table) => limit(() => {
        const live = request.live.find(({ name }) => name === table.name);
        const index = request.manifest.tables.findIndex(({ name }) => name === table.name);
        return live === undefined
            ? absentTable(table, index, request.storedScript)
            : presentTable({ ...request, table, index, live }, read);
    })));
}
function absentTable(table, index, storedScript) {
    const snapshotRows = loadFingerprint(table.fingerprint).rows;
    return {
        table,
        index,
        live: undefined,
        state: 'damaged',
        damage: 'the table is gone',
        snapshotRows,
        newerRows: 0n,
        obstacles: [...dependencies(storedScript, table.name), ...plan_restore_fuzzy(table)],
    };
}
async function presentTable(at, read) {
    const { table, live } = at;
    const rows = locateRows(at.manifest, table, live, at.restores);
    const counts = await countNewer(read, live.name, rows);
    const snapshotRows = loadFingerprint(table.fingerprint).rows;
    const damage = await findDamage(read, table, live, rows, counts.total - counts.newer);
    return {
        table,
        index: at.index,
        live,
        state: damage === '' ? 'intact' : 'damaged',
        damage,
        nowRows: counts.total,
        snapshotRows,
        newerRows: counts.newer,
        obstacles: [
            ...newerRows(table.name, rows, counts.newer),
            ...addedColumns(table, live),
            ...dependencies(at.schemaScript, table.name),
            ...plan_restore_fuzzy(table),
        ],
    };
}
/**
 * Rows that are not the snapshot's: all of a foreign table, rows after the cursor, and those beyond the snapshot's number at it, which were moved in
 * with an old ingestion time or came without any.
 */
async function countNewer(read, table, rows) {
    const cursor = rows.bound.kind === 'cursor' ? rows.bound.cursor : await read.cursor();
    const { total, atCursor, untimed } = await read.populations(table, [], cursor);
    return { total, newer: total - plan_restore_smaller(atCursor, rows.atCursor) - plan_restore_smaller(untimed, rows.untimed) };
}
function plan_restore_smaller(a, b) {
    return a < b ? a : b;
}
async function findDamage(read, table, live, rows, seen) {
    const missing = (0,domain_column/* compareColumns */.lJ)(table.columns, live.columns).filter((difference) => difference.expected !== 'absent');
    if (missing.length > 0)
        return missing
            .map(({ column, seen: now }) => (now === 'absent' ? `column ${column} is gone` : `column ${column} was changed`))
            .join(', ');
    const expected = loadFingerprint(table.fingerprint);
    if (rows.kind !== 'foreign' && seen !== expected.rows)
        return `${expected.rows - seen} rows are gone`;
    const fingerprint = await read.fingerprint(live.name, table.columns, rows.bound);
    return sameFingerprint(fingerprint, expected) ? '' : 'the contents differ';
}
function newerRows(table, rows, newer) {
    if (newer === 0n)
        return [];
    const detail = rows.kind === 'foreign'
        ? 'The live table is not the one that the snapshot was taken of.'
        : 'They were ingested after the snapshot, or moved in since.';
    return [
        {
            code: 'refused',
            summary: `${table} holds ${newer} rows that the snapshot does not have; restoring would lose them.`,
            detail,
            next: `Copy those rows aside and clear them, or leave the table out with tables: !${table}. Keeping them during a restore is not built yet.`,
        },
    ];
}
function addedColumns(table, live) {
    const added = (0,domain_column/* compareColumns */.lJ)(table.columns, live.columns).filter(({ expected }) => expected === 'absent');
    if (added.length === 0)
        return [];
    const names = added.map(({ column }) => column).join(', ');
    const next = 'Drop the columns first if their values are not needed; deploy adds them again afterwards.';
    return [
        {
            code: 'refused',
            summary: `${table.name} has columns that the snapshot does not have: ${names}; restoring would lose them.`,
            next,
        },
    ];
}
function dependencies(script, table) {
    return dependents(script, table).map((why) => ({
        code: 'refused',
        summary: `${table} cannot be replaced exactly: ${why}.`,
        next: 'Restoring such a table is not built yet; restore it by hand from the Parquet files.',
    }));
}
function plan_restore_fuzzy({ name, exactness }) {
    if (exactness.kind === 'exact')
        return [];
    return [
        {
            code: 'refused',
            summary: `${name} is fuzzy in this snapshot: ${exactness.reason}.`,
            next: 'Use another snapshot, or leave the table out.',
        },
    ];
}

;// CONCATENATED MODULE: ./build/procedures/stage-table.js





const rawName = ({ run, index }) => ownTable('raw', run, index);
const stageName = ({ run, index }) => ownTable('stage', run, index);
const oldName = ({ run, index }) => ownTable('old', run, index);
/** Whether a column needs its value formed by the engine after the file was read by name. */
function loadRoute(table) {
    return table.columns.some((column) => (0,column_form/* restoreStep */.T2)(column) === 'typed') ? 'typed' : 'direct';
}
/** Makes the receiving and the staged table. Every step succeeds when it was done before. */
async function createStaging(staged, database, expiresAt) {
    const { change } = database;
    const { table, live, storedScript } = staged;
    const [raw, stage] = [rawName(staged), stageName(staged)];
    const described = { folder: live?.folder ?? table.folder, docString: live?.docString ?? table.docString };
    await change.createTable({ name: stage, columns: table.columns, ...described });
    await change.guardStaging(stage, expiresAt);
    const { columns } = settingsFor(settingsOf(storedScript, table.name), table.name, stage);
    for (const setting of columns)
        await change.run(setting);
    await change.createTable({
        name: raw,
        columns: (0,column_form/* receivingColumns */.It)(table.columns),
        folder: 'kusto-rebuild',
        docString: `receives ${table.name}`,
    });
    await change.guardStaging(raw, expiresAt);
}
/**
 * Takes the guards off and puts the tables' own settings on, then reads back that nothing else is set: what a staged table still has
 * when it is swapped in, the live table has. Repeatable.
 */
async function equipStages(staged, database) {
    const before = await database.read.schemaScript();
    const unequal = staged.filter((one) => differencesOf(one, before).length > 0);
    for (const one of unequal)
        await equip(one, before, database);
    const after = unequal.length === 0 ? before : await database.read.schemaScript();
    const problems = [];
    for (const one of staged) {
        const differences = [...differencesOf(one, after), ...(await strayExpiry(one, after, database))];
        if (differences.length > 0)
            problems.push(notEquipped(one, differences));
    }
    (0,domain_problem/* throwProblems */.Jh)(problems);
}
async function equip(staged, script, database) {
    const stage = stageName(staged);
    await database.change.releaseStaging(stage);
    const there = settingsOf(script, stage).table;
    const wanted = settingsFor(wantedSettings(staged, script), staged.table.name, stage).table;
    for (const setting of wanted)
        if (!there.includes(setting))
            await database.change.run(setting);
}
/** Settings as they are now, where the table is there; what belongs to columns as the snapshot has it, since a dropped column takes its own along. */
function wantedSettings({ table, live, storedScript }, script) {
    const stored = settingsOf(storedScript, table.name);
    return live === undefined ? stored : { columns: stored.columns, table: settingsOf(script, table.name).table };
}
function differencesOf(staged, script) {
    const stage = stageName(staged);
    const seen = settingsFor(settingsOf(script, stage), stage, staged.table.name);
    return compareSettings(wantedSettings(staged, script), seen);
}
/** A live table that deletes itself would be a disaster, and nothing says that the schema script tells of this policy, so it is asked for. */
async function strayExpiry(staged, script, database) {
    const isWanted = wantedSettings(staged, script).table.some((text) => readStatement(text).policy?.name === 'auto_delete');
    if (isWanted || (await database.read.deletesItself(stageName(staged))) === 'no')
        return [];
    return ['it still has the policy by which staging deletes itself'];
}
function notEquipped({ table }, differences) {
    return {
        code: 'refused',
        summary: `The staged copy of ${table.name} could not be given the same settings as the table; nothing was swapped.`,
        detail: differences.join('; '),
        next: 'Run restore again if the settings were being changed; otherwise please report this with the commands above.',
    };
}

;// CONCATENATED MODULE: ./build/procedures/refuse-arrivals.js




/**
 * The last look before a swap: the tables are those that were planned and judged, and no row has arrived since in either. Rejects with `refused`.
 * A restore that was interrupted before its swap may be taken up days later, so this is never taken from the record.
 */
async function refuseArrivals(record, known, read) {
    const ids = await read.tableIds();
    const problems = [];
    for (const table of record.tables) {
        const stage = stageName({ run: record.runId, index: table.index });
        if ((ids.get(table.name) ?? null) !== table.liveTableId)
            problems.push(replaced(table.name));
        else if (ids.get(stage) !== table.stageTableId)
            problems.push(unstaged(table.name, 'is gone'));
        else {
            const { newer } = await read.populations(stage, [], table.cursor);
            if (newer > 0n)
                problems.push(unstaged(table.name, `got ${newer} rows after it was judged`));
            const arrived = await countArrived(table, table.name, known, read);
            if (arrived > 0n)
                problems.push(lost(table.name, arrived));
        }
    }
    (0,domain_problem/* throwProblems */.Jh)(problems);
}
/** Rows that arrived between the last look and the swap; they are in the kept contents, which nobody writes to any more. */
async function countLate(record, table, known, read) {
    return countArrived(table, oldName({ run: record.runId, index: table.index }), known, read);
}
/** Rows that are not the snapshot's in what is or was the live table, under the name that it has now. */
async function countArrived({ name, index, liveTableId }, nameNow, { manifest, others }, read) {
    const table = manifest.tables[index];
    if (liveTableId === null || table?.name !== name)
        return 0n;
    return (await countNewer(read, nameNow, locateRows(manifest, table, { tableId: liveTableId }, others))).newer;
}
function replaced(table) {
    return {
        code: 'refused',
        summary: `${table} was replaced by another table while the restore ran; nothing was swapped.`,
        next: 'Run restore again; it plans anew for the table that is there now.',
    };
}
function unstaged(table, what) {
    return {
        code: 'refused',
        summary: `The staged copy of ${table} ${what}; nothing was swapped.`,
        next: `Run restore again; it loads again what is missing. Should it stay, run it once with tables: !${table}, which drops what is staged.`,
    };
}
function lost(table, rows) {
    return {
        code: 'refused',
        summary: `${rows} rows arrived in ${table} while the restore ran; swapping would lose them. Nothing was swapped.`,
        next: `Stop what ingests into the table, copy these rows aside and delete them, then run restore again; or leave the table out with tables: !${table}.`,
    };
}

;// CONCATENATED MODULE: ./build/domain/load-state.js
/**
 * Reads the state of a load from the tags of what is there, so that it needs no memory of what was sent. A file counts only when one attempt
 * brought exactly its rows; a duplicate that comes late has a tag of its own or makes the count wrong, and never gets into the staged table.
 */
function readLoadState(expected, raw, stage) {
    const [inRaw, inStage] = [groupByTag(raw), groupByTag(stage)];
    const wasteInRaw = [];
    const wasteInStage = [];
    const files = new Map();
    for (const { file, rows } of expected) {
        const staged = takeExact(inStage.get(file), rows, wasteInStage);
        const received = takeExact(inRaw.get(file), rows, wasteInRaw);
        if (staged !== undefined) {
            files.set(file, { kind: 'staged' });
            if (received !== undefined)
                wasteInRaw.push(...received.extentIds);
        }
        else {
            files.set(file, received === undefined
                ? { kind: 'missing' }
                : { kind: 'received', extentIds: received.extentIds, tag: received.tag });
        }
    }
    return { files, wasteInRaw, wasteInStage };
}
/** The first attempt with exactly the rows; the extents of all others are waste. */
function takeExact(attempts, rows, waste) {
    let taken;
    for (const [tag, found] of attempts ?? []) {
        if (taken === undefined && found.rows === rows)
            taken = { ...found, tag };
        else
            waste.push(...found.extentIds);
    }
    return taken;
}
function groupByTag(extents) {
    const files = new Map();
    for (const { extentId, tags, rows } of extents) {
        const tag = tags.find((one) => /^kr[0-9a-f]{8}f\d{7}a\d{3}$/.test(one));
        if (tag === undefined)
            continue;
        const file = Number(tag.slice(11, 18));
        const attempts = files.get(file) ?? new Map();
        const before = attempts.get(tag) ?? { rows: 0n, extentIds: [] };
        attempts.set(tag, { rows: before.rows + rows, extentIds: [...before.extentIds, extentId] });
        files.set(file, attempts);
    }
    return files;
}

;// CONCATENATED MODULE: ./build/procedures/load-table.js






const mostTries = 8;
const firstPause = 100;
/** Extents named in one move; the service states no limit, its own Spark connector moves 400 a node. */
const extentsPerMove = 500;
/**
 * Brings every file into the staged table exactly once: files are received with a tag for each attempt, counted, and only what has
 * exactly its rows goes on. Starts from what is there, so it can be interrupted anywhere and run again.
 * `nextRound` tells a number that is stored before anything of that round is sent. `before` says whether anything can have been sent yet.
 */
async function loadTable(staged, files, past, world) {
    const expected = files.map((record, file) => ({ file, rows: loadFingerprint(record.fingerprint).rows }));
    const send = { staged, files, nextRound: past.nextRound, world };
    let seen = past.before === 'nothing-sent' ? { raw: [], stage: [] } : await look(staged, world, undefined);
    for (let tries = 1;; tries += 1) {
        const state = readLoadState(expected, seen.raw, seen.stage);
        const work = workOf(expected, state);
        const problems = await bringOn(send, work);
        if (problems.length === 0 && work.missing.length === 0)
            return;
        if (problems.some(({ transient }) => transient !== true))
            (0,domain_problem/* throwProblems */.Jh)(problems);
        if (tries === mostTries)
            throw (0,domain_problem/* problemError */.gS)(neverLoaded(staged.table.name, problems));
        if (problems.length > 0)
            await lookAgainLater(tries, world);
        const hasOnlyReceived = problems.length === 0 && work.received.length === 0 && work.wasteInStage.length === 0;
        seen = await look(staged, world, hasOnlyReceived ? seen.stage : undefined);
    }
}
/** What is there; the staged table is not asked where it is known. */
async function look(staged, { database: { read } }, knownStage) {
    const [raw, stage] = await Promise.all([
        read.rowsByExtent(rawName(staged)),
        knownStage ?? read.rowsByExtent(stageName(staged)),
    ]);
    return { raw, stage };
}
function workOf(expected, { files, wasteInRaw, wasteInStage }) {
    const missing = expected.filter(({ file }) => files.get(file)?.kind === 'missing');
    const received = expected.flatMap(({ file }) => receivedFile(file, files.get(file)));
    return { missing, received, wasteInRaw, wasteInStage };
}
/** Moves on what was received and sends what is missing; the problems it met, after which only what is there tells what was done. */
async function bringOn(send, work) {
    return [
        ...(await dropWaste(send, work)),
        ...(work.received.length === 0 ? [] : await stageReceived(send, work.received)),
        ...(work.missing.length === 0 ? [] : await receive(send, work.missing)),
    ];
}
/** A start whose answer was lost may still be running; what it brings must be there before it is counted. */
async function lookAgainLater(tries, world) {
    await world.clock.sleep(firstPause * 2 ** tries);
    await awaitRunningLoads(world);
}
function neverLoaded(table, problems) {
    return {
        code: 'service',
        summary: `${table} could not be loaded in ${mostTries} rounds.`,
        ...(problems.length === 0 ? {} : { detail: problems.map(({ summary }) => summary).join('; ') }),
        next: 'Run restore again; it goes on from here.',
    };
}
async function dropWaste({ staged, world: { database } }, { wasteInRaw, wasteInStage }) {
    const drop = (table, ids) => ids.length === 0 ? [] : lookAgainAfter(() => database.load.dropExtents(table, ids));
    return [...(await drop(rawName(staged), wasteInRaw)), ...(await drop(stageName(staged), wasteInStage))];
}
/** Another run that has not yet noticed that it was taken over may have been faster; then the next look shows it. */
async function lookAgainAfter(work) {
    try {
        await work();
        return [];
    }
    catch (error) {
        if (!(error instanceof domain_problem/* ProblemError */.Mm))
            throw error;
        return error.problems.map((problem) => ({ ...problem, transient: true }));
    }
}
function receivedFile(file, state) {
    return state?.kind === 'received' ? [{ file, extentIds: state.extentIds }] : [];
}
async function receive({ staged, files, nextRound, world: { database, store, clock } }, missing) {
    const round = await nextRound();
    const results = await runOperations(missing, {
        describe: ({ file }) => `loading file ${file} of ${staged.table.name}`,
        slots: () => database.load.slots(),
        states: (ids) => database.load.states(ids),
        start: async ({ file }) => {
            const source = await store.uriForCluster(files[file]?.path ?? '', 'read');
            return database.load.startIngest({
                table: rawName(staged),
                source,
                format: 'parquet',
                tag: attemptTag(staged.run, file, round),
            });
        },
    }, clock);
    return load_table_problemsOf(results);
}
/** Metadata only where the files hold the values as they are; otherwise one append per file, which carries the file's tag. */
async function stageReceived(send, received) {
    return loadRoute(send.staged.table) === 'direct' ? moveReceived(send, received) : typeReceived(send, received);
}
async function moveReceived({ staged, world: { database } }, received) {
    const ids = received.flatMap(({ extentIds }) => extentIds);
    return lookAgainAfter(async () => {
        for (let start = 0; start < ids.length; start += extentsPerMove) {
            await database.load.moveExtents(rawName(staged), stageName(staged), ids.slice(start, start + extentsPerMove));
        }
    });
}
async function typeReceived({ staged, nextRound, world: { database, clock } }, received) {
    const round = await nextRound();
    const columns = staged.table.columns;
    const results = await runOperations(received, {
        describe: ({ file }) => `typing file ${file} of ${staged.table.name}`,
        slots: () => database.load.slots(),
        states: (ids) => database.load.states(ids),
        start: ({ file, extentIds }) => database.load.startTypedAppend({
            from: rawName(staged),
            extentIds,
            columns,
            into: stageName(staged),
            tag: attemptTag(staged.run, file, round),
        }),
    }, clock);
    return load_table_problemsOf(results);
}
function load_table_problemsOf(results) {
    return results.flatMap((result) => (result.kind === 'failed' ? [result.problem] : []));
}
/** Waits for loads that an interrupted run may have left behind, so that what they bring is seen before anything is sent again. */
async function awaitRunningLoads({ database, clock }) {
    const left = await database.load.runningIngestions();
    for (let pause = 100; left.length > 0; pause = Math.min(pause * 1.5, 10_000)) {
        const states = await database.load.states(left);
        if (states.every(({ kind }) => kind !== 'running'))
            return;
        await clock.sleep(pause);
    }
}

;// CONCATENATED MODULE: ./build/procedures/swap-tables.js


/**
 * Puts all staged tables in place and keeps what was there under its old name, in one transaction. The caller has stored the intents.
 * Source: https://learn.microsoft.com/kusto/management/rename-table-command
 */
async function swapTables(swaps, database) {
    const renames = swaps.flatMap(({ name, stage, old }) => [
        ...(old === null ? [] : [{ from: name, to: old }]),
        { from: stage, to: name },
    ]);
    try {
        await database.change.renameTables(renames);
    }
    catch (error) {
        if (!(error instanceof domain_problem/* ProblemError */.Mm))
            throw error;
        // The answer may have been lost after the rename was done; only the identities tell.
        const ids = await database.read.tableIds();
        if (readSwapState(swaps, (table) => ids.get(table)) !== 'swapped')
            throw error;
    }
}

;// CONCATENATED MODULE: ./build/procedures/restore-tables.js











const day = 86_400_000;
/** Staging that nobody came back for deletes itself. */
const restore_tables_stagingLifetime = 3 * day;
const restore_tables_settlePatience = 120_000;
/**
 * Brings the planned tables, which are those of the journal, from the snapshot into their places: stage and load, equip, judge, look once more,
 * swap. Before the swap nothing live changes. Goes on from whatever an interrupted run has left.
 */
async function restoreTables(journal, plan, from, world) {
    const storedScript = await readStoredScript(world.store, from.manifest);
    const run = journal.current().runId;
    const staged = plan.map(({ table, index, live }) => ({ table, run, index, live, storedScript }));
    await prepare(staged, journal, world);
    world.progress.phase('Judging the staged tables');
    await equipStages(staged, world.database);
    const cursor = await judgeStages(staged, world);
    const setCursor = (table) => ({ ...table, cursor });
    await journal.advance((record) => ({ ...record, phase: 'swapping', tables: record.tables.map(setCursor) }));
    world.progress.phase('Swapping');
    await refuseArrivals(journal.current(), from, world.database.read);
    await swapTables(swapsOf(journal.current()), world.database);
    await journal.advance((record) => ({ ...record, phase: 'swapped' }));
}
/** Makes the staging tables that are not there and loads all of them. */
async function prepare(staged, journal, world) {
    const made = await createMissing(staged, journal, world);
    if (made.length < staged.length)
        await awaitRunningLoads(world);
    for (const one of staged) {
        world.progress.phase(`Loading ${one.table.name}`);
        const isNew = made.includes(one);
        const past = {
            before: isNew ? 'nothing-sent' : 'maybe-sent',
            nextRound: countRounds(one, journal, isNew ? 'first-is-stored' : 'none-is-stored'),
        };
        const files = [];
        for await (const file of readFileList(world.store, one.table))
            files.push(file);
        await loadTable(one, files, past, world);
    }
}
/** Tells the number of the next round once it is stored. */
function countRounds(one, journal, start) {
    let isStored = start === 'first-is-stored';
    return async () => {
        if (!isStored)
            await journal.advance((record) => withTable(record, one, { round: roundOf(one, record) + 1 }));
        isStored = false;
        return roundOf(one, journal.current());
    };
}
/**
 * Those that were made. Identities are stored once all tables are made and guarded, so a stored one that is still there needs nothing more; with
 * them the round in which they will be loaded.
 */
async function createMissing(staged, journal, { database, clock }) {
    const isFresh = journal.current().tables.every(({ stageTableId }) => stageTableId === null);
    const before = isFresh ? new Map() : await database.read.tableIds();
    const isThere = (one) => before.has(rawName(one)) && before.get(stageName(one)) === recordOf(one, journal.current()).stageTableId;
    const missing = staged.filter((one) => !isThere(one));
    const expiresAt = new Date(clock.now().getTime() + restore_tables_stagingLifetime);
    // An interrupted run may have taken the guards off already, to put the table's own settings on.
    for (const one of staged.filter(isThere))
        await database.change.guardStaging(stageName(one), expiresAt);
    if (missing.length === 0)
        return [];
    for (const one of missing) {
        // Half of a pair may be left, with rows that nobody knows of.
        if (!isFresh)
            await dropStaging(one, database);
        await createStaging(one, database, expiresAt);
    }
    const after = await database.read.tableIds();
    const known = (record, one) => withTable(record, one, { stageTableId: requireId(stageName(one), after), round: roundOf(one, record) + 1 });
    await journal.advance((record) => missing.reduce(known, record));
    return missing;
}
async function dropStaging(one, { change }) {
    await change.dropTable(rawName(one));
    await change.dropTable(stageName(one));
}
/** Count and fingerprint of the staged rows; a cursor that has all of them behind it. */
async function judgeStages(staged, { database, clock }) {
    const stages = staged.map((one) => ({ name: stageName(one), columns: [] }));
    const { cursor, populations } = await settleCursor(database.read, stages, {
        clock,
        patienceMilliseconds: restore_tables_settlePatience,
    });
    const problems = [];
    for (const one of staged) {
        const counts = populations.get(stageName(one));
        if (counts === undefined || unassigned(counts) !== 0n || counts.newer !== 0n)
            problems.push(notSettled(one));
        else
            problems.push(...(await compareRows(one.table, stageName(one), cursor, database.read)));
    }
    (0,domain_problem/* throwProblems */.Jh)(problems);
    return cursor;
}
function notSettled({ table }) {
    return {
        code: 'unknown',
        summary: `The cluster's cursor does not pass the staged rows of ${table.name}.`,
        next: 'Run restore again; it goes on from here.',
    };
}
/** A problem when the rows up to the cursor are not the snapshot's. */
async function compareRows(table, name, cursor, read) {
    const expected = loadFingerprint(table.fingerprint);
    const seen = await read.fingerprint(name, table.columns, { kind: 'cursor', cursor });
    if (sameFingerprint(expected, seen))
        return [];
    return [
        {
            code: 'difference',
            summary: `${name} does not hold what the snapshot holds of ${table.name}.`,
            detail: `expected ${expected.rows} rows with fingerprint ${showFingerprint(expected)}, seen ${seen.rows} with ${showFingerprint(seen)}`,
            next: 'Run verify with level full to see whether the files are damaged. The previous contents were not deleted.',
        },
    ];
}
/** The swaps of a restore whose staging was made. */
function swapsOf({ runId, tables }) {
    return tables.map(({ name, index, liveTableId, stageTableId }) => {
        const place = { run: runId, index };
        if (stageTableId === null)
            throw (0,domain_problem/* problemError */.gS)({ code: 'bug', summary: `the restore record holds no identity of the staged ${name}` });
        return {
            name,
            stage: stageName(place),
            stageId: stageTableId,
            old: liveTableId === null ? null : oldName(place),
        };
    });
}
function recordOf(one, record) {
    const found = record.tables.find(({ index }) => index === one.index);
    if (found !== undefined)
        return found;
    throw (0,domain_problem/* problemError */.gS)({ code: 'bug', summary: `no record of ${one.table.name}` });
}
function roundOf(one, record) {
    return recordOf(one, record).round;
}
function withTable(record, one, change) {
    return {
        ...record,
        tables: record.tables.map((table) => (table.index === one.index ? { ...table, ...change } : table)),
    };
}
function requireId(name, ids) {
    const id = ids.get(name);
    if (id !== undefined)
        return id;
    throw (0,domain_problem/* problemError */.gS)({ code: 'unknown', summary: `The table ${name} is not there although it was made.` });
}

;// CONCATENATED MODULE: ./build/procedures/end-restore.js





const end_restore_day = 86_400_000;
/** How long the replaced contents stay in the cluster. */
const oldLifetimeDays = 7;
/** Whether an interrupted restore has changed anything live. */
async function readStanding(record, database) {
    if (record.phase !== 'swapping')
        return record.phase === 'swapped' ? 'after-swap' : 'before-swap';
    const ids = await database.read.tableIds();
    // Where nothing staged is left anywhere, somebody else has removed it: what is live is judged and told, and nothing is done again.
    return readSwapState(swapsOf(record), (table) => ids.get(table)) === 'not-swapped' ? 'before-swap' : 'after-swap';
}
/**
 * Judges the tables that a restore has put in place, cleans up and closes it, in this order. It is closed whatever was found, so that the next
 * restore can begin; then it rejects with what was found, and what a problem speaks of is kept without an end.
 * `manifest` is undefined when the snapshot is gone.
 */
async function finishRestore(journal, manifest, others, world) {
    world.progress.phase('Verifying the live tables');
    const { database, clock } = world;
    const record = journal.current();
    const ids = await database.read.tableIds();
    const expiresAt = new Date(clock.now().getTime() + oldLifetimeDays * end_restore_day);
    const problems = [];
    for (const table of record.tables) {
        const found = manifest === undefined
            ? [unproven(record, table)]
            : await end_restore_judge({ record, table, manifest, others, ids }, database);
        problems.push(...found);
        const isKept = table.liveTableId !== null && ids.get(oldOf(record, table)) === table.liveTableId;
        if (found.length === 0 && isKept)
            await database.change.expireTable(oldOf(record, table), expiresAt);
        await database.change.dropTable(rawName(placeOf(record, table)));
    }
    await journal.advance((current) => ({ ...current, phase: 'closed' }));
    (0,domain_problem/* throwProblems */.Jh)(problems);
}
/** Drops what an unfinished restore has made; nothing live was changed by it. */
async function abandonRestore(journal, database) {
    const record = journal.current();
    for (const table of record.tables) {
        await database.change.dropTable(rawName(placeOf(record, table)));
        await database.change.dropTable(stageName(placeOf(record, table)));
    }
    await journal.advance((current) => ({ ...current, phase: 'abandoned' }));
}
async function end_restore_judge(at, { read }) {
    const { record, table, manifest, ids } = at;
    const stored = manifest.tables[table.index];
    if (stored?.name !== table.name || table.cursor === null)
        return [unproven(record, table)];
    if (ids.get(table.name) !== table.stageTableId)
        return [end_restore_replaced(table.name)];
    const differences = await compareRows(stored, table.name, table.cursor, read);
    return [...differences, ...(await judgeKept(at, read))];
}
/** What the swap put aside is what was planned, and nothing that is only there. */
async function judgeKept({ record, table, manifest, others, ids }, read) {
    const old = oldOf(record, table);
    const oldId = ids.get(old);
    if (oldId === undefined)
        return [];
    if (oldId !== table.liveTableId)
        return [late(table.name, 'Another table', old)];
    const rows = await countLate(record, table, { manifest, others }, read);
    return rows === 0n ? [] : [late(table.name, `${rows} rows`, old)];
}
const placeOf = ({ runId }, { index }) => ({ run: runId, index });
const oldOf = (record, table) => oldName(placeOf(record, table));
function end_restore_replaced(table) {
    return {
        code: 'difference',
        summary: `${table} is not the table that the restore put in place; someone else has replaced or dropped it since.`,
        next: 'Run verify to see what is there now, and restore again if it is damaged.',
    };
}
function late(table, what, old) {
    return {
        code: 'difference',
        summary: `${what} arrived as ${table} at the moment of the swap and came along into ${old}.`,
        detail: `${table} itself is restored and verified. ${old} is kept without an end.`,
        next: `Append what you need from ${old} to ${table}, then drop ${old}.`,
    };
}
function unproven({ snapshotId }, { name }) {
    return {
        code: 'unknown',
        summary: `${name} was restored from snapshot ${snapshotId}, which is gone; its contents cannot be verified.`,
        next: 'Look at the table yourself, or restore it from a snapshot that is there.',
    };
}

;// CONCATENATED MODULE: ./build/procedures/journal.js

/** Creates the document, or goes on from the version that was read. */
async function openJournal(store, path, state, known) {
    let current = state;
    let sent = '';
    let etag = known?.etag;
    const save = async (next) => {
        const body = bodyOf(next);
        sent = body;
        const written = await store.write(path, body, etag === undefined ? { kind: 'if-absent' } : { kind: 'if-match', etag });
        etag = written === 'conflict' ? await etagOfOwn(store, path, [body]) : written.etag;
        current = next;
    };
    await save(state);
    return {
        current: () => current,
        advance: (change) => save(change(current)),
        whileOwn: async (work) => {
            try {
                return await work();
            }
            catch (error) {
                if (error instanceof domain_problem/* ProblemError */.Mm)
                    await etagOfOwn(store, path, [bodyOf(current), sent]);
                throw error;
            }
        },
    };
}
function bodyOf(state) {
    return `${JSON.stringify(state)}\n`;
}
/** A conflict may be our own write whose answer was lost. */
async function etagOfOwn(store, path, own) {
    const there = await store.read(path);
    if (there !== undefined && own.includes(there.body))
        return there.etag;
    throw (0,domain_problem/* problemError */.gS)({
        code: 'taken-over',
        summary: 'Another run is restoring this database.',
        detail: `${path} was written by someone else.`,
        next: 'Let the other run finish; running restore again afterwards is safe.',
    });
}

;// CONCATENATED MODULE: ./build/procedures/open-restore.js



/** The restore that was begun and neither finished nor given up; there is never more than one. */
function findUnfinished(restores) {
    return restores.find(({ record: { phase } }) => phase !== 'closed' && phase !== 'abandoned');
}
/** Whether what an interrupted restore has staged serves a plan that was made now: the same tables, and they are still the same. */
function serves({ snapshotId, tables }, manifest, plan) {
    const isSame = ({ index, live }) => tables.some((one) => one.index === index && one.liveTableId === (live?.tableId ?? null));
    return snapshotId === manifest.snapshotId && tables.length === plan.length && plan.every(isSame);
}
/**
 * Stores what will be done before anything is done. `known` are the restores that were there when the plan was made; rejects with
 * `taken-over` when another has begun since.
 */
async function beginRestore(request, { store, clock }) {
    const record = {
        formatVersion: 1,
        runId: runId(clock.randomHex(8)),
        owner: clock.randomHex(16),
        snapshotId: request.manifest.snapshotId,
        startedAt: clock.now().toISOString(),
        phase: 'loading',
        tables: request.tables.map(({ table, index, live }) => ({
            name: table.name,
            index,
            liveTableId: live?.tableId ?? null,
            stageTableId: null,
            cursor: null,
            round: 0,
        })),
    };
    const turn = Math.max(0, ...request.known.map(({ path }) => turnOfRestore(path))) + 1;
    return openJournal(store, restoreRecordPath(request.paths, turn), record, undefined);
}
/**
 * Makes the unfinished restore this process's own; an older process that still works on it is stopped at its next step. Where nothing was
 * swapped the record says so again, since what follows may stage tables anew.
 */
async function takeOver({ record, path, etag }, standing, { store, clock }) {
    const phase = standing === 'before-swap' ? 'loading' : 'swapped';
    return openJournal(store, path, { ...record, phase, owner: clock.randomHex(16) }, { etag });
}

// EXTERNAL MODULE: ./node_modules/picomatch/index.js
var picomatch = __nccwpck_require__(4006);
;// CONCATENATED MODULE: ./build/procedures/select-tables.js



/**
 * The items whose table names match the globs; `!glob` takes away, from all tables when nothing else is given. The tool's own tables never match.
 * Rejects with `not-found` for a glob that matches nothing, since a snapshot that silently leaves out a table is worse than none.
 */
function selectTables(tables, globs) {
    const candidates = tables.filter(({ name }) => !isOwnTable(name));
    const given = globs.filter((glob) => !glob.startsWith('!'));
    const wanted = given.length === 0 ? ['*'] : given;
    const unwanted = globs.filter((glob) => glob.startsWith('!')).map((glob) => glob.slice(1));
    const idle = wanted.filter((glob) => glob !== '*' && !candidates.some(({ name }) => select_tables_matches(name, glob)));
    if (idle.length > 0) {
        throw (0,domain_problem/* problemError */.gS)({
            code: 'not-found',
            summary: `No table matches ${idle.join(', ')}.`,
            detail: `Tables: ${candidates
                .map(({ name }) => name)
                .slice(0, 20)
                .join(', ')}`,
            next: 'Check the input tables; names are case-sensitive.',
        });
    }
    const chosen = candidates.filter(({ name }) => wanted.some((glob) => select_tables_matches(name, glob)) && !unwanted.some((glob) => select_tables_matches(name, glob)));
    if (chosen.length > 0 || candidates.length === 0)
        return chosen;
    throw (0,domain_problem/* problemError */.gS)({
        code: 'not-found',
        summary: `No table is left of ${candidates.length} after ${globs.join(', ')}.`,
        next: 'Check the input tables.',
    });
}
/** A name is no path: a leading dot hides nothing, and a name that looks like a glob is also itself. */
function select_tables_matches(name, glob) {
    return glob === '*' || name === glob || picomatch.isMatch(name, glob, { dot: true });
}

;// CONCATENATED MODULE: ./build/verbs/restore-report.js





function showPlan(manifest, plan, unfinished) {
    const problems = plan.flatMap(({ obstacles }) => obstacles);
    const report = [{ kind: 'heading', text: planHeadline(manifest, plan, problems) }];
    if (unfinished !== undefined)
        report.push({ kind: 'sentence', text: describeUnfinished(unfinished) });
    if (plan.length > 0)
        report.push(planTable(plan));
    if (plan.length > 0 && problems.length === 0)
        report.push(runIt(manifest));
    return {
        outcomes: plan.map(({ table }) => ({ kind: 'not-attempted', item: table.name, note: 'dry run' })),
        ...(problems.length === 0 ? {} : { verdict: { kind: 'fail', problems } }),
        report,
        outputs: { 'snapshot-id': manifest.snapshotId },
        data: {
            dryRun: true,
            snapshotId: manifest.snapshotId,
            tables: plan.map((one) => ({
                name: one.table.name,
                damage: one.damage,
                nowRows: one.nowRows?.toString(),
                snapshotRows: one.snapshotRows.toString(),
                newerRows: one.newerRows.toString(),
            })),
        },
    };
}
function runIt({ snapshotId }) {
    const command = `kusto-rebuild restore --snapshot ${snapshotId}`;
    return { kind: 'next-step', text: 'Run restore without the dry run to bring them back.', command };
}
function planHeadline(manifest, plan, problems) {
    if (plan.length === 0)
        return `No table differs from snapshot ${manifest.snapshotId}; there is nothing to restore.`;
    const count = `${plan.length} table${plan.length === 1 ? '' : 's'}`;
    return problems.length === 0
        ? `${count} would come back from snapshot ${manifest.snapshotId}.`
        : `${count} cannot come back as they are; see below.`;
}
function describeUnfinished({ restore: { record }, standing }) {
    const next = standing === 'after-swap'
        ? 'verifies and finishes it first'
        : 'goes on with it if it serves this plan, else cleans up after it';
    return `Restore ${record.runId} of snapshot ${record.snapshotId} was interrupted; running restore ${next}.`;
}
function planTable(plan) {
    return {
        kind: 'table',
        columns: [
            { title: 'Table' },
            { title: 'Damage' },
            { title: 'Now', align: 'right' },
            { title: 'In snapshot', align: 'right' },
            { title: 'Arrived since', align: 'right' },
            { title: 'After', align: 'right' },
        ],
        rows: plan.map((one) => [
            one.table.name,
            one.damage,
            one.nowRows === undefined ? '' : (0,numbers/* showCount */.px)(one.nowRows),
            (0,numbers/* showCount */.px)(one.snapshotRows),
            (0,numbers/* showCount */.px)(one.newerRows),
            (0,numbers/* showCount */.px)(one.snapshotRows),
        ]),
    };
}
/** `leftOut` are tables that only older snapshots hold: whether they are damaged was not looked at. */
function nothingToDo(manifest, leftOut) {
    const verdict = verdictOf([...leftOut].map(([table, id]) => notLookedAt(table, id, manifest)));
    return {
        verdict,
        outcomes: [],
        report: [
            {
                kind: 'heading',
                text: `No table of snapshot ${manifest.snapshotId} differs from it; nothing was changed.`,
            },
        ],
        outputs: { verdict: verdict.kind, 'snapshot-id': manifest.snapshotId, 'restored-tables': '' },
        data: { snapshotId: manifest.snapshotId, tables: [] },
    };
}
function notLookedAt(table, id, manifest) {
    return {
        code: 'unknown',
        summary: `${table} is not in snapshot ${manifest.snapshotId}, so it was not looked at; snapshot ${id} holds it.`,
        next: `To bring it back: kusto-rebuild restore --snapshot ${id} --tables ${table}`,
    };
}
function restored(manifest, records, milliseconds) {
    const tables = records.flatMap(({ runId, tables: ofRecord }) => ofRecord.map(({ name, index, liveTableId }) => {
        const table = manifest.tables[index];
        if (table === undefined)
            throw (0,domain_problem/* problemError */.gS)({ code: 'bug', summary: `no table ${index} in the manifest` });
        return {
            name,
            rows: BigInt(table.fingerprint.rows),
            kept: liveTableId === null ? '' : oldName({ run: runId, index }),
        };
    }));
    const rows = (0,numbers/* totalOf */.e6)(tables.map((table) => table.rows));
    return {
        verdict: pass,
        outcomes: tables.map(({ name }) => ({ kind: 'done', item: name })),
        report: [
            {
                kind: 'heading',
                text: `${tables.length} table${tables.length === 1 ? ' is' : 's are'} back from snapshot ${manifest.snapshotId}, verified live.`,
            },
            {
                kind: 'sentence',
                text: `${(0,numbers/* showCount */.px)(rows)} rows in ${(0,numbers/* showDuration */.kJ)(milliseconds)}. What was replaced stays in the cluster for ${oldLifetimeDays} days.`,
            },
            {
                kind: 'table',
                columns: [{ title: 'Table' }, { title: 'Rows', align: 'right' }, { title: 'Replaced contents kept as' }],
                rows: tables.map((table) => [table.name, (0,numbers/* showCount */.px)(table.rows), table.kept]),
            },
        ],
        outputs: {
            verdict: 'pass',
            'snapshot-id': manifest.snapshotId,
            'restored-tables': tables.map(({ name }) => name).join(','),
        },
        data: {
            snapshotId: manifest.snapshotId,
            runId: records.at(-1)?.runId,
            milliseconds,
            tables: tables.map((table) => ({ ...table, rows: table.rows.toString() })),
        },
    };
}

;// CONCATENATED MODULE: ./build/verbs/restore.js














const restore = defineCommand({
    name: 'restore',
    group: 'recover',
    summary: 'Bring tables back from a snapshot, in place, in one atomic swap',
    hosts: ['action', 'cli'],
    afterInterruption: 'Run restore again with the same inputs: it goes on where it stopped.',
    inputs: {
        ...connection,
        ...storage,
        ...snapshot,
        tables: {
            type: 'list',
            default: 'damaged',
            describe: 'damaged for those that differ from the snapshot, or tables by name or glob; !glob takes away',
        },
        'dry-run': { type: 'switch', describe: 'Show the plan and stop' },
    },
    outputs: [
        { name: 'verdict', describe: 'pass when the restored tables were verified live' },
        { name: 'snapshot-id', describe: 'Id of the snapshot that was restored' },
        { name: 'restored-tables', describe: 'Comma-separated names of the tables that were brought back' },
    ],
    async run(request, world) {
        const startedAt = world.clock.now();
        const database = world.openDatabase(request);
        const store = world.openStore(request);
        const paths = databasePaths(database.clusterHost, database.name);
        const restores = await readRestores(store, paths);
        const interrupted = findUnfinished(restores);
        requireCanary(await database.read.identity());
        const manifest = await openWanted(store, paths, request.snapshot, interrupted);
        const opened = { world, database, store, paths, manifest, restores };
        const unfinished = interrupted && {
            restore: interrupted,
            standing: await readStanding(interrupted.record, database),
        };
        if (request['dry-run'])
            return showPlan(manifest, await makePlan(request.tables, opened), unfinished);
        const finished = unfinished?.standing === 'after-swap' ? await finish(unfinished, opened) : undefined;
        const done = finished?.snapshotId === manifest.snapshotId ? finished.tables.map(({ name }) => name) : [];
        const plan = (await makePlan(request.tables, opened)).filter(({ table }) => !done.includes(table.name));
        (0,domain_problem/* throwProblems */.Jh)(plan.flatMap(({ obstacles }) => obstacles));
        const journal = await openJournalOf(plan, unfinished?.standing === 'before-swap' ? unfinished : undefined, opened);
        if (journal !== undefined)
            await bringBack(journal, plan, opened);
        const records = [done.length > 0 ? finished : undefined, journal?.current()].filter((one) => one !== undefined);
        if (records.length === 0)
            return nothingToDo(manifest, await leftOut(request, opened));
        return restored(manifest, records, world.clock.now().getTime() - startedAt.getTime());
    },
});
/** Tables that nobody asked about because the newest snapshot does not hold them, with the snapshot that does. */
function leftOut({ snapshot: wanted, tables }, { store, paths, manifest }) {
    const looksAtAll = wanted === 'latest' && isOnlyDamaged(tables);
    return looksAtAll ? findInOlder(store, paths, manifest) : Promise.resolve(new Map());
}
function isOnlyDamaged(tables) {
    return tables.length === 1 && tables[0] === 'damaged';
}
/**
 * With `latest`, an interrupted restore goes on with the snapshot that it began with, also when a newer one was taken of the damage; unless files of
 * it are lost, which nothing can go on with.
 */
async function openWanted(store, paths, wanted, interrupted) {
    const begun = wanted === 'latest' && interrupted !== undefined ? await manifestOf(interrupted, store, paths) : undefined;
    const isWhole = begun !== undefined && (await hasItsFiles(begun, store));
    return isWhole ? begun : (await openSnapshot(store, paths, wanted)).manifest;
}
async function hasItsFiles({ tables }, store) {
    for (const table of tables)
        if ((await findLostFile(store, table)) !== undefined)
            return false;
    return true;
}
/** Undefined when the snapshot is gone. */
function manifestOf({ record }, store, paths) {
    return readManifest(store, paths, record.snapshotId);
}
async function makePlan(wanted, { database, store, manifest, restores }) {
    const onlyDamaged = isOnlyDamaged(wanted);
    const tables = onlyDamaged ? manifest.tables : selectTables(manifest.tables, wanted);
    const [live, schemaScript] = await Promise.all([database.read.tables(), database.read.schemaScript()]);
    const records = restores.map(({ record }) => record);
    const storedScript = await readStoredScript(store, manifest);
    const asked = { manifest, tables, live, schemaScript, storedScript, restores: records };
    const plan = await planRestore(asked, database.read);
    const chosen = onlyDamaged ? plan.filter(({ state }) => state === 'damaged') : plan;
    return Promise.all(chosen.map((one) => withLostFiles(one, manifest, store)));
}
/** A table whose files are not those that were verified cannot come back from this snapshot. */
async function withLostFiles(one, { snapshotId }, store) {
    const lost = await findLostFile(store, one.table);
    if (lost === undefined)
        return one;
    const problem = {
        code: 'refused',
        summary: `${one.table.name} cannot come back from snapshot ${snapshotId}, whose files are damaged.`,
        detail: lost,
        next: 'Use another snapshot: status lists them, and verify tells which are whole.',
    };
    return { ...one, obstacles: [...one.obstacles, problem] };
}
/** Ends a restore that was interrupted after its swap. */
async function finish(unfinished, opened) {
    const { world, database, store, paths, manifest } = opened;
    const { record } = unfinished.restore;
    world.progress.note(`finishing restore ${record.runId}, which was interrupted after its swap`);
    const own = record.snapshotId === manifest.snapshotId ? manifest : await manifestOf(unfinished.restore, store, paths);
    const journal = await takeOver(unfinished.restore, unfinished.standing, { store, clock: world.clock });
    await journal.whileOwn(() => finishRestore(journal, own, othersThan(record.runId, opened), {
        database,
        store,
        clock: world.clock,
        progress: world.progress,
    }));
    return journal.current();
}
/** Goes on with an interrupted restore when what it staged serves the plan; otherwise cleans up after it and begins a new one, if there is anything to do. */
async function openJournalOf(plan, unfinished, { world, database, store, paths, manifest, restores }) {
    const ends = { store, clock: world.clock };
    if (unfinished !== undefined) {
        const { record } = unfinished.restore;
        const journal = await takeOver(unfinished.restore, unfinished.standing, ends);
        if (serves(record, manifest, plan)) {
            world.progress.note(`going on with restore ${record.runId}, which was interrupted`);
            return journal;
        }
        world.progress.note(`cleaning up restore ${record.runId}, which was interrupted before it changed anything`);
        await journal.whileOwn(() => abandonRestore(journal, database));
    }
    return plan.length === 0 ? undefined : beginRestore({ manifest, tables: plan, paths, known: restores }, ends);
}
async function bringBack(journal, plan, opened) {
    const { world, database, store, manifest } = opened;
    const others = othersThan(journal.current().runId, opened);
    const reach = { database, store, clock: world.clock, progress: world.progress };
    await journal.whileOwn(async () => {
        await restoreTables(journal, plan, { manifest, others }, reach);
        await finishRestore(journal, manifest, others, reach);
    });
}
function othersThan(runId, { restores }) {
    return restores.map(({ record }) => record).filter((record) => record.runId !== runId);
}

;// CONCATENATED MODULE: ./build/domain/snapshot/plan.js


/** Counts are decimal text in storage, since JSON numbers lose digits beyond 2^53. */
const plan_count = launch_schemas/* string */.YjP().regex(/^\d+$/).transform(BigInt);
/** How the rows of a base are compared with the live ones: by number and times, or also by value. */
const baseChecks = ['counts', 'contents'];
const part = launch_schemas/* strictObject */.rej({ index: launch_schemas/* int */.Whr(), of: launch_schemas/* int */.Whr() });
const slice = launch_schemas/* discriminatedUnion */.gMt('kind', [
    launch_schemas/* strictObject */.rej({
        kind: launch_schemas/* literal */.euz('timed'),
        cursor: launch_schemas/* string */.YjP().transform((text) => text),
        after: launch_schemas/* string */.YjP()
            .transform((text) => text)
            .optional(),
        from: launch_schemas/* string */.YjP().optional(),
        before: launch_schemas/* string */.YjP().optional(),
        part: part.optional(),
    }),
    launch_schemas/* strictObject */.rej({ kind: launch_schemas/* literal */.euz('untimed'), part: part.optional() }),
]);
const sizedSlice = launch_schemas/* strictObject */.rej({ slice, rows: plan_count });
const exportSettings = launch_schemas/* strictObject */.rej({
    rowGroupRows: launch_schemas/* int */.Whr(),
    fanOut: launch_schemas/* enum */.k5n(['all', 'half']),
    distributed: launch_schemas/* enum */.k5n(['yes', 'no']),
});
const plannedTable = launch_schemas/* strictObject */.rej({
    name: launch_schemas/* string */.YjP(),
    tableId: launch_schemas/* string */.YjP(),
    /** Of the database's schema when the table was read; another one may have other columns. */
    schemaVersion: launch_schemas/* string */.YjP(),
    /** The table's own folder, as ADX shows it. */
    folder: launch_schemas/* string */.YjP(),
    docString: launch_schemas/* string */.YjP(),
    columns: launch_schemas/* array */.YOg(storedColumn),
    /** What bounds it: the plan's, or a later one where it is exported again. */
    cursor: launch_schemas/* string */.YjP().transform((text) => text),
    /** Another entry of the same name takes its place; what was written of it counts for nothing. */
    superseded: launch_schemas/* enum */.k5n(['yes', 'no']),
    populations: launch_schemas/* strictObject */.rej({
        total: plan_count,
        atCursor: plan_count,
        newer: plan_count,
        untimed: plan_count,
        times: launch_schemas/* strictObject */.rej({ low: plan_count, high: plan_count }),
    }),
    /** Where its blobs lie. */
    path: launch_schemas/* string */.YjP(),
    /** Whether its oldest rows may expire while the snapshot runs. */
    expires: launch_schemas/* enum */.k5n(['yes', 'no']),
    /** What one row takes before compression, in bytes; absent when the service did not say. */
    rowBytes: launch_schemas/* number */.aig().optional(),
    settings: exportSettings,
    /** Rows of one slice at most, where larger ones were too big before. */
    learntRows: plan_count.optional(),
    /** Of a top-up: what of the table lies in the base's files already. Its slices are the rows after that. */
    reused: launch_schemas/* strictObject */.rej({
        fileLists: launch_schemas/* array */.YOg(digest),
        files: launch_schemas/* int */.Whr(),
        bytes: launch_schemas/* int */.Whr(),
        fingerprint: launch_schemas/* strictObject */.rej({ rows: plan_count, low: plan_count, high: plan_count }),
    })
        .optional(),
    /** Of a top-up: why nothing of it could be reused. */
    notReused: launch_schemas/* string */.YjP().optional(),
    slices: launch_schemas/* array */.YOg(sizedSlice),
});
const snapshotPlan = launch_schemas/* strictObject */.rej({
    formatVersion: launch_schemas/* literal */.euz(1),
    snapshotId: launch_schemas/* string */.YjP(),
    startedAt: launch_schemas/* string */.YjP(),
    toolVersion: launch_schemas/* string */.YjP(),
    buildVersion: launch_schemas/* string */.YjP(),
    /** What was asked for; a run that asks for the same goes on with this snapshot. */
    asked: launch_schemas/* strictObject */.rej({
        tables: launch_schemas/* array */.YOg(launch_schemas/* string */.YjP()),
        sliceRows: launch_schemas/* int */.Whr(),
        topUp: launch_schemas/* string */.YjP().optional(),
        baseCheck: launch_schemas/* enum */.k5n(baseChecks).optional(),
    }),
    /** What a top-up adds to. */
    base: baseSnapshot.optional(),
    cursor: launch_schemas/* string */.YjP().transform((text) => text),
    schemaScript: launch_schemas/* array */.YOg(launch_schemas/* string */.YjP()),
    tables: launch_schemas/* array */.YOg(plannedTable),
});
function serializePlan(plan) {
    return writeDocument(plan);
}
function parsePlan(text, path) {
    return check(snapshotPlan, parseJson(text, path), path);
}
/** One line of JSON in which counts are decimal text. */
function writeDocument(document) {
    return `${JSON.stringify(document, (_key, value) => (typeof value === 'bigint' ? value.toString() : value))}\n`;
}

;// CONCATENATED MODULE: ./build/domain/snapshot/lease.js



const leaseRecord = launch_schemas/* strictObject */.rej({
    formatVersion: launch_schemas/* literal */.euz(1),
    /** Random; changes with every process. */
    owner: launch_schemas/* string */.YjP(),
    /** What the owner does, for people who wait. */
    verb: launch_schemas/* string */.YjP(),
    host: launch_schemas/* string */.YjP(),
    pid: launch_schemas/* int */.Whr(),
    /** Which start of which machine. */
    bootId: launch_schemas/* string */.YjP().optional(),
    /** In which of its namespaces the process has the number. */
    pidNamespace: launch_schemas/* string */.YjP().optional(),
    /** When the process began, in ticks since the machine started. */
    startTime: launch_schemas/* string */.YjP().optional(),
    since: launch_schemas/* string */.YjP(),
    renewedAt: launch_schemas/* string */.YjP(),
    state: launch_schemas/* enum */.k5n(['held', 'released']),
});
/** Undefined when the text is damaged or of a version that this one does not know. */
function parseLease(text, path) {
    try {
        return check(leaseRecord, parseJson(text, path), path);
    }
    catch (error) {
        if (error instanceof domain_problem/* ProblemError */.Mm)
            return undefined;
        throw error;
    }
}
/**
 * Left by a process that is gone. Said only of the same namespace of the same start of the same machine: names of hosts repeat, and elsewhere
 * a number means another process.
 */
function isOrphan(held, self) {
    const isHere = isKnownAndEqual(held.bootId, self.bootId) && isKnownAndEqual(held.pidNamespace, self.pidNamespace);
    return isHere && self.isAlive(held.pid, held.startTime) === 'no' ? 'yes' : 'unknown';
}
function isKnownAndEqual(left, right) {
    return left !== undefined && left === right;
}

;// CONCATENATED MODULE: ./build/procedures/hold-lease.js



const renewal = 15_000;
/**
 * A lease that nobody renewed for so long is free, and its owner stops by then. Both count what they slept: clocks of two machines are not
 * compared, and a clock may be set while somebody waits.
 */
const patience = 60_000;
const lookAgain = 5_000;
/**
 * Does the work while no other run that asks for the lease works on the database. Waits for a minute where another one may be gone, and takes over at once what a
 * dead process of this machine left. Rejects with `taken-over` when the other one lives, or when the lease was lost while the work went on, also if the work
 * came to its end.
 */
async function withLease(verb, world, work) {
    const held = await acquire(verb, world);
    const renewing = new Renewing(held, world.clock);
    const [worked] = await Promise.allSettled([(async () => work({ check: () => renewing.check() }))()]);
    const loss = (await renewing.stop()) ?? (await giveBack(held, world));
    if (worked.status === 'rejected')
        throw loss === undefined ? worked.reason : joined(worked.reason, loss, world);
    if (loss !== undefined)
        throw loss.why;
    return worked.value;
}
/** Problems are told together; a defect is told alone, and the rest of it is a warning. */
function joined(failed, { why }, { progress }) {
    if (failed === why)
        return why;
    if (failed instanceof domain_problem/* ProblemError */.Mm && why instanceof domain_problem/* ProblemError */.Mm)
        return isTakenOver(failed) ? failed : new domain_problem/* ProblemError */.Mm([...why.problems, ...failed.problems]);
    const [told, rest] = failed instanceof domain_problem/* ProblemError */.Mm ? [why, failed] : [failed, why];
    progress.warn(rest instanceof Error ? rest.message : String(rest));
    return told;
}
async function giveBack(held, { progress }) {
    try {
        await held.write('released');
    }
    catch (error) {
        if (!(error instanceof domain_problem/* ProblemError */.Mm) || isTakenOver(error))
            return { why: error };
        progress.warn(`The lease on this database could not be given back, so the next run waits a minute: ${error.message}`);
    }
    return undefined;
}
/** Renews a lease from its making on, until it is stopped, the run is interrupted or the lease is lost. */
class Renewing {
    #held;
    #clock;
    #end = new AbortController();
    #ticking;
    #loss;
    /** Slept since the last renewal that succeeded was sent. */
    #unrenewed = 0;
    #attempt;
    #trouble;
    constructor(held, clock) {
        this.#held = held;
        this.#clock = clock;
        this.#ticking = this.#tick().catch((error) => {
            if (!isCancelled(error))
                this.#lose(error);
        });
    }
    /** Throws what ended it before its time. */
    check() {
        if (this.#loss !== undefined)
            throw this.#loss.why;
    }
    /** Nothing is written any more afterwards, unless the lease was lost. */
    async stop() {
        this.#end.abort();
        await this.#ticking;
        if (this.#loss === undefined)
            await this.#attempt;
        return this.#loss;
    }
    async #tick() {
        for (;;) {
            await this.#clock.sleep(lookAgain, this.#end.signal);
            if (this.#end.signal.aborted)
                return;
            this.#unrenewed += lookAgain;
            if (this.#unrenewed >= patience)
                this.#lose(notRenewed(this.#trouble));
            else if (this.#unrenewed >= renewal)
                this.#attempt ??= this.#renew();
        }
    }
    async #renew() {
        const sentAt = this.#unrenewed;
        try {
            await this.#held.write('held');
            this.#unrenewed -= sentAt;
            this.#trouble = undefined;
        }
        catch (error) {
            if (error instanceof domain_problem/* ProblemError */.Mm && !isTakenOver(error))
                this.#trouble = error;
            else
                this.#lose(error);
        }
        this.#attempt = undefined;
    }
    #lose(why) {
        this.#loss ??= { why };
        this.#end.abort();
    }
}
async function acquire(verb, world) {
    const { store, paths, clock, progress, self } = world;
    const path = leasePath(paths);
    const mine = newRecord(verb, world);
    let watched;
    let waited = 0;
    for (;;) {
        const there = await hold_lease_look(path, store);
        if (there === undefined || isFree(there, self) || (there.etag === watched && waited >= patience)) {
            const held = await take(mine, path, there?.etag, world);
            if (held !== undefined)
                return held;
            continue;
        }
        if (watched === undefined)
            progress.note(`${hold_lease_describe(there)} holds the lease on this database; waiting a minute for it`);
        else if (there.etag !== watched)
            throw isWorking(there);
        watched = there.etag;
        await clock.sleep(lookAgain);
        waited += lookAgain;
    }
}
function newRecord(verb, { clock, self }) {
    const now = clock.now().toISOString();
    return {
        formatVersion: 1,
        owner: clock.randomHex(16),
        verb,
        host: self.host,
        pid: self.pid,
        bootId: self.bootId,
        pidNamespace: self.pidNamespace,
        startTime: self.startTime,
        since: now,
        renewedAt: now,
        state: 'held',
    };
}
async function hold_lease_look(path, store) {
    const there = await store.read(path);
    return there && { ...there, record: parseLease(there.body, path) };
}
function isFree({ record }, self) {
    return record !== undefined && (record.state === 'released' || isOrphan(record, self) === 'yes');
}
/** Undefined when somebody else was faster. */
async function take(mine, path, known, { store, clock }) {
    let etag = known;
    const send = async (body) => {
        const condition = etag === undefined ? { kind: 'if-absent' } : { kind: 'if-match', etag };
        const written = await store.write(path, body, condition);
        if (written === 'conflict')
            return 'conflict';
        etag = written.etag;
        return 'written';
    };
    /** When what was sent before has arrived and only the answer was lost, the lease is still ours, in another version. */
    const write = async (next) => {
        const body = `${JSON.stringify(next)}\n`;
        if ((await send(body)) === 'written')
            return undefined;
        const seen = await hold_lease_look(path, store);
        if (seen?.record?.owner !== mine.owner)
            return isWorking(seen);
        etag = seen.etag;
        return seen.body === body || (await send(body)) === 'written' ? undefined : isWorking(await hold_lease_look(path, store));
    };
    if ((await write(mine)) !== undefined)
        return undefined;
    return {
        async write(state) {
            const conflict = await write({ ...mine, state, renewedAt: clock.now().toISOString() });
            if (conflict !== undefined)
                throw conflict;
        },
    };
}
function hold_lease_describe({ record }) {
    if (record === undefined)
        return 'Somebody unknown (lease.json is damaged or of another version)';
    return `${record.verb} on ${record.host} (process ${record.pid}, since ${record.since})`;
}
const next = 'Let the other run finish; running this again afterwards is safe.';
function isWorking(other) {
    const detail = other === undefined ? 'Its lease was removed.' : hold_lease_describe(other);
    return (0,domain_problem/* problemError */.gS)({ code: 'taken-over', summary: 'Another run works on this database.', detail, next });
}
function notRenewed(trouble) {
    const summary = 'The lease on this database could not be renewed for a minute, so another run may work on it.';
    const detail = trouble?.message ?? 'The storage did not answer.';
    return (0,domain_problem/* problemError */.gS)({ code: 'taken-over', summary, detail, next });
}
function isTakenOver(error) {
    return error.problems.some(({ code }) => code === 'taken-over');
}
function isCancelled(error) {
    return error instanceof domain_problem/* ProblemError */.Mm && error.problems.some(({ code }) => code === 'cancelled');
}

;// CONCATENATED MODULE: ./build/procedures/open-base.js






/**
 * The snapshot that `wanted` names: an id, or `latest` for the newest complete one that is no top-up itself. Rejects with `refused` for a top-up, since
 * a chain of them is only as good as its weakest link, and with `not-found`.
 */
async function openBase(wanted, check, place) {
    const id = wanted === 'latest' ? await newestBase(place) : parseSnapshotId(wanted);
    const read = id === undefined ? undefined : await readBase(id, place);
    if (read === undefined)
        throw (0,domain_problem/* problemError */.gS)(noBase(wanted, place));
    const { snapshotId, base } = read.manifest;
    if (base === undefined)
        return { ...read, check };
    throw (0,domain_problem/* problemError */.gS)({
        code: 'refused',
        summary: `Snapshot ${snapshotId} is a top-up of ${base.snapshotId} itself, and only a snapshot that is none can be topped up.`,
        next: `Top up ${base.snapshotId}, or latest for the newest that can be.`,
    });
}
/** What the request tops up, if anything; `known` is the base of a snapshot that was begun. */
async function baseFor({ topUp, baseCheck = 'counts' }, known, place) {
    if (topUp === undefined)
        return undefined;
    return known === undefined ? openBase(topUp, baseCheck, place) : reopenBase(known, baseCheck, place);
}
/** The base of a top-up that was begun, which has to be the same still. */
async function reopenBase({ snapshotId, manifest }, check, place) {
    const id = parseSnapshotId(snapshotId);
    const read = id === undefined ? undefined : await readBase(id, place);
    const next = 'Run snapshot again with resume set to never.';
    if (read === undefined)
        throw (0,domain_problem/* problemError */.gS)({ ...missingBlob(manifest), next });
    if (read.digest.sha256 !== manifest.sha256)
        throw (0,domain_problem/* problemError */.gS)({ ...changedBlob(manifest, read.digest.sha256), next });
    return { ...read, check };
}
async function newestBase(place) {
    for (const id of await listSnapshots(place.store, place.paths)) {
        const read = await ifReadable(() => readBase(id, place));
        if (read !== undefined && read.manifest.base === undefined)
            return id;
    }
    return undefined;
}
async function readBase(id, { store, paths }) {
    const path = manifestPath(paths, id);
    const blob = await store.read(path);
    if (blob === undefined)
        return undefined;
    const digest = runningDigest();
    digest.add(blob.body);
    return { manifest: parseManifest(blob.body, path), digest: { path, ...digest.end() } };
}
function noBase(wanted, { store }) {
    const what = wanted === 'latest' ? 'no complete snapshot' : `no complete snapshot ${wanted}`;
    return {
        code: 'not-found',
        summary: `There is ${what} in ${store.label} that could be topped up.`,
        next: 'Run status to see the snapshots of this database, or take one without top-up.',
    };
}

;// CONCATENATED MODULE: ./build/domain/snapshot/chain.js



/** Why files of the base cannot be used again, as far as that can be told without counting; undefined when nothing speaks against it. */
function judgeShape(base, live) {
    if (base === undefined)
        return 'the base does not hold it';
    if (base.exactness.kind === 'fuzzy')
        return `it is fuzzy in the base: ${base.exactness.reason}`;
    if (base.tableId !== live.tableId)
        return 'it is another table than the base was taken of, for example after a restore';
    if (base.schemaHash !== (0,domain_column/* schemaHash */.ir)(live.columns))
        return 'its columns were changed since the base';
    const column = finerThan(base.columns, (0,column_form/* chooseForms */.BB)(live.columns, live.withTickRest));
    return column === undefined
        ? undefined
        : `${column} now has times that are finer than a microsecond, for which the base's files have no room`;
}
/** The first column that the base's files cannot hold as it is now. A form that keeps more than is needed now is no loss. */
function finerThan(base, now) {
    return now.find(({ form }, place) => form === 'microseconds-and-ticks' && base[place]?.form !== form)?.name;
}
/**
 * Why the rows that the base holds are not those that lie at its cursor now, by what can be counted there: any other number is a difference, since a
 * stamp at the cursor can neither come nor go while rows stay.
 */
function judgeRows({ populations: base }, now) {
    if (BigInt(base.untimed) !== now.untimed)
        return 'rows without ingestion time came or went since the base';
    const [held, seen] = [BigInt(base.atCursor), now.atCursor];
    if (seen < held)
        return `${held - seen} rows that the base holds are gone`;
    if (seen > held)
        return `${seen - held} rows came among those that the base holds`;
    const times = { low: BigInt(base.times.low), high: BigInt(base.times.high) };
    return sameTimes(now, { times }) ? undefined : 'rows that the base holds were replaced by as many others';
}
/**
 * Whether the values of the rows have to be compared as well. Numbers and times tell nothing of a column that was dropped and added again, nor of rows
 * without ingestion time.
 */
function needsValues(base, live, check) {
    return check === 'contents' || base.schemaVersion !== live.schemaVersion || base.populations.untimed !== '0';
}

;// CONCATENATED MODULE: ./build/procedures/check-chain.js






const check_chain_parallelTables = 4;
/**
 * Asks the engine, table by table, whether it still holds at the base's cursor exactly what the base holds, and the storage whether the files are there
 * in the version that was read back. A table where anything else is so, or where it cannot be told, is exported whole.
 */
async function checkChains(tables, populations, base, world) {
    const limit = pLimit(check_chain_parallelTables);
    const held = new Map(base.manifest.tables.map((table) => [table.name, table]));
    const checks = tables.map((live) => limit(async () => {
        const [table, counts] = [held.get(live.name), populations.get(live.name)];
        const why = await findBreak(table, live, counts, base, world);
        if (table !== undefined && why === undefined)
            return [live.name, { kind: 'reuse', table }];
        return [live.name, { kind: 'whole', why: why ?? 'the base does not hold it' }];
    }));
    return new Map(await Promise.all(checks));
}
async function findBreak(table, live, counts, { check }, { read, store }) {
    if (counts === undefined)
        return 'it was not counted';
    const shape = { ...live, withTickRest: counts.withTickRest };
    const unfit = judgeShape(table, shape);
    if (unfit !== undefined || table === undefined)
        return unfit;
    const cursor = table.cursor;
    const moved = judgeRows(table, await read.populations(live.name, [], cursor));
    if (moved !== undefined)
        return moved;
    if (counts.atCursor < BigInt(table.populations.atCursor))
        return 'rows left it while it was counted';
    if (needsValues(table, shape, check)) {
        const seen = await read.fingerprint(live.name, table.columns, { kind: 'cursor', cursor });
        if (!sameFingerprint(seen, loadFingerprint(table.fingerprint)))
            return 'values that the base holds were changed';
    }
    return check_chain_findDamage(table, store);
}
/** What is wrong with the files of a base, in words; undefined when all are there. */
async function check_chain_findDamage(table, store) {
    try {
        const lost = await findLostFile(store, table);
        return lost === undefined ? undefined : `the base is damaged: ${lost}`;
    }
    catch (error) {
        if (error instanceof domain_problem/* ProblemError */.Mm && error.problems.every(({ code }) => code === 'difference'))
            return `the base is damaged: ${error.message}`;
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/domain/snapshot/slice.js
/**
 * Windows of ever finer bins, down to the resolution of a datetime: many rows may share one ingestion time, since a whole load does.
 * Source: https://learn.microsoft.com/kusto/query/scalar-data-types/datetime
 */
const binSteps = ['1h', '1m', '1s', '1ms', '1tick'];
/** One window per bin. They touch, the first and the last reach to the ends of the whole, and so nothing lies between or beside them. */
function windowsOf(whole, bins) {
    return bins.map(({ start, rows }, index) => {
        const from = index === 0 ? whole.from : start;
        const before = bins[index + 1]?.start ?? whole.before;
        return { window: { ...(from === undefined ? {} : { from }), ...(before === undefined ? {} : { before }) }, rows };
    });
}
/** Joins neighbours while they have no more than `most` rows together. A window that has more stays alone. */
function packWindows(windows, most) {
    const packed = [];
    for (const next of windows) {
        const last = packed.at(-1);
        if (last !== undefined && last.rows + next.rows <= most)
            packed[packed.length - 1] = slice_joined(last, next);
        else
            packed.push(next);
    }
    return packed;
}
function slice_joined(first, second) {
    const { before: _, ...start } = first.window;
    const { before } = second.window;
    return { window: { ...start, ...(before === undefined ? {} : { before }) }, rows: first.rows + second.rows };
}
/** The parts that a slice of so many rows needs to have about `most` rows each, as a multiple of the part that it is already. */
function partsOf(slice, rows, most) {
    const { index, of } = slice.part ?? { index: 0, of: 1 };
    const times = Number((rows + most - 1n) / most);
    return { of: of * times, indices: Array.from({ length: times }, (_, turn) => index + turn * of) };
}

;// CONCATENATED MODULE: ./build/procedures/divide-slice.js

/**
 * The same rows as slices of at most `most` rows each, where ingestion times and values allow: by ever finer windows of ingestion time, and what
 * shares one tick of 100 ns by hash. Equal rows cannot be told apart, so a slice may stay larger. Each scan reads only the ingestion time, or only
 * the rows of one tick. What is planned does not depend on extents, so merges and moves change nothing.
 */
async function divideSlice({ slice, rows }, table, most, read) {
    if (rows <= most)
        return [{ slice, rows }];
    if (slice.kind === 'untimed' || slice.part !== undefined)
        return divideByHash({ slice, rows }, table, most, read);
    const windows = packWindows(await divideWindow({ slice, rows, step: 0 }, table, most, read), most);
    const slices = windows.map(({ window, rows: count }) => ({ slice: { ...slice, ...window }, rows: count }));
    return (await Promise.all(slices.map((one) => (one.rows <= most ? [one] : divideByHash(one, table, most, read))))).flat();
}
/** Touching windows; one of them has more than `most` rows only when all of these have the same ingestion time. */
async function divideWindow(at, table, most, read) {
    const { slice, rows } = at;
    const window = { from: slice.from, before: slice.before };
    const step = binSteps[at.step];
    if (rows <= most || step === undefined)
        return [{ window, rows }];
    const windows = windowsOf(window, await read.timeBins(table.name, slice.cursor, { ...window, after: slice.after }, step));
    const parts = windows.map((part) => divideWindow({ slice: { ...slice, ...part.window }, rows: part.rows, step: at.step + 1 }, table, most, read));
    return (await Promise.all(parts)).flat();
}
async function divideByHash({ slice, rows }, table, most, read) {
    const { of, indices } = partsOf(slice, rows, most);
    const counted = await read.partRows(table.name, table.columns, slice, of);
    return indices.flatMap((index) => {
        const count = counted.get(index);
        return count === undefined ? [] : [{ slice: { ...slice, part: { index, of } }, rows: count }];
    });
}

;// CONCATENATED MODULE: ./build/procedures/reuse-base.js


/** What the plan says of a table's files in the base. */
function reuseOf(chain) {
    if (chain === undefined)
        return {};
    if (chain.kind === 'whole')
        return { notReused: chain.why };
    const { fileLists, files, bytes, fingerprint } = chain.table;
    return { reused: { fileLists, files, bytes, fingerprint: loadFingerprint(fingerprint) } };
}
/** Without the rows that the base holds: those at its cursor, and all without ingestion time, of which no new ones came. */
function withoutHeld(rows, chain) {
    if (chain?.kind !== 'reuse')
        return rows;
    const { cursor, populations } = chain.table;
    return { ...rows, after: cursor, atCursor: rows.atCursor - BigInt(populations.atCursor), untimed: 0n };
}
/** Names of the tables that were to reuse files of a base that are not there any more. */
async function findSpoilt({ tables }, store) {
    const spoilt = new Set();
    for (const { name, superseded, reused } of tables) {
        if (superseded === 'yes' || reused === undefined)
            continue;
        if ((await check_chain_findDamage(reused, store)) !== undefined)
            spoilt.add(name);
    }
    return spoilt;
}

;// CONCATENATED MODULE: ./build/procedures/plan-snapshot.js














const plan_snapshot_settlePatience = 120_000;
const parallelScans = 4;
/** Observes only. Rejects with every table that a snapshot could not hold faithfully. */
async function planSnapshot(request) {
    const { asked, id, startedAt, toolVersion } = request;
    const identity = await request.database.read.identity();
    requireCanary(identity);
    const { chosen, schemaScript } = await choose(request);
    const settled = await settle(chosen, request);
    return {
        formatVersion: 1,
        snapshotId: id,
        startedAt: startedAt.toISOString(),
        toolVersion,
        buildVersion: identity.buildVersion,
        asked,
        ...(request.base === undefined
            ? {}
            : { base: { snapshotId: request.base.manifest.snapshotId, manifest: request.base.digest } }),
        cursor: settled.cursor,
        schemaScript: [...schemaScript],
        tables: await planTables(chosen, settled, 0, request),
    };
}
/**
 * The plan as it fits the database now: tables that are new, that were changed or that `again` names are planned anew, at a new cursor, and those that are gone do not
 * count any more. The same plan when nothing of that is so.
 */
async function refreshPlan(plan, again, request) {
    const { chosen, schemaScript } = await choose(request);
    const spoilt = await findSpoilt(plan, request.store);
    const current = new Map(plan.tables.filter(({ superseded }) => superseded === 'no').map((table) => [table.name, table]));
    const stays = (live) => !again.has(live.name) && !spoilt.has(live.name) && isPlanned(live, current.get(live.name));
    const kept = new Set(chosen.filter(stays).map(({ name }) => name));
    if (kept.size === current.size && kept.size === chosen.length)
        return plan;
    const anew = chosen.filter(({ name }) => !kept.has(name));
    const planned = await planTables(anew, await settle(anew, request), plan.tables.length, request);
    const before = plan.tables.map((table) => (kept.has(table.name) ? table : { ...table, superseded: 'yes' }));
    return { ...plan, schemaScript: [...schemaScript], tables: [...before, ...planned] };
}
function isPlanned(live, planned) {
    return planned?.tableId === live.tableId && (0,domain_column/* schemaHash */.ir)(planned.columns) === (0,domain_column/* schemaHash */.ir)(live.columns);
}
async function choose({ asked, database: { read } }) {
    const [tables, schemaScript] = await Promise.all([read.tables(), read.schemaScript()]);
    const chosen = selectTables(tables, asked.tables);
    (0,domain_problem/* throwProblems */.Jh)(findObstacles(chosen, schemaScript));
    return { chosen, schemaScript };
}
function settle(tables, { clock, database: { read } }) {
    return settleCursor(read, tables, { clock, patienceMilliseconds: plan_snapshot_settlePatience });
}
async function planTables(tables, { cursor, populations }, firstIndex, request) {
    const { base, store, database } = request;
    const slices = limitedReader(database.read);
    const chains = base === undefined ? new Map() : await checkChains(tables, populations, base, { read: database.read, store });
    const planned = tables.map((live, place) => {
        const path = tableFolder(request.paths, request.id, firstIndex + place, live.name);
        return plan_snapshot_planTable({ live, path, cursor, populations, slices, chain: chains.get(live.name) }, request);
    });
    return Promise.all(planned);
}
function findObstacles(tables, script) {
    const untimed = tablesWithoutIngestionTime(script);
    const hidden = tablesWithHiddenRows(script);
    return tables.flatMap(({ name, columns }) => {
        const problems = [];
        const reserved = (0,column_form/* reservedColumns */.aQ)(columns);
        if (reserved.length > 0) {
            const next = 'Leave the table out, or rename the columns.';
            problems.push({
                code: 'refused',
                summary: `${name} has columns with names that snapshots use themselves: ${reserved.join(', ')}.`,
                next,
            });
        }
        if (hidden.has(name)) {
            problems.push({
                code: 'refused',
                summary: `${name} has a row level security policy, which hides rows from everybody who reads it.`,
                next: `Leave it out with tables: !${name}.`,
            });
        }
        if (untimed.has(name)) {
            problems.push({
                code: 'refused',
                summary: `${name} has its IngestionTime policy off, so no cursor bounds its rows.`,
                next: `Leave it out with tables: !${name}, or turn the policy on: .alter table ['${name}'] policy ingestiontime true`,
            });
        }
        return problems;
    });
}
/** Of all tables together only a few scans run at once; more would only queue up in the cluster, or be refused. */
function limitedReader(read) {
    const limit = pLimit(parallelScans);
    return {
        timeBins: (...asked) => limit(() => read.timeBins(...asked)),
        partRows: (...asked) => limit(() => read.partRows(...asked)),
    };
}
async function plan_snapshot_planTable({ live, path, cursor, populations, slices, chain }, { asked, last }) {
    const counts = populations.get(live.name);
    if (counts === undefined)
        throw new Error(`no counts of ${live.name}`);
    const { total, atCursor, newer, untimed, times } = counts;
    const rowBytes = rowBytesOf(live);
    const remembered = rememberedFor(live, last);
    const sliceRows = sliceRowsOf(asked.sliceRows, rowBytes, remembered?.learntRows);
    const settings = usualSettings(rowBytes);
    return {
        name: live.name,
        tableId: live.tableId,
        schemaVersion: live.schemaVersion,
        folder: live.folder,
        docString: live.docString,
        columns: chain?.kind === 'reuse' ? chain.table.columns : [...(0,column_form/* chooseForms */.BB)(live.columns, counts.withTickRest)],
        cursor,
        superseded: 'no',
        populations: { total, atCursor, newer, untimed, times },
        path,
        expires: expires(live),
        ...(rowBytes === undefined ? {} : { rowBytes }),
        settings: remembered === undefined ? settings : moreCareful(settings, remembered.settings),
        ...(remembered?.learntRows === undefined ? {} : { learntRows: BigInt(remembered.learntRows) }),
        ...reuseOf(chain),
        slices: [...(await planSlices(live, withoutHeld({ cursor, atCursor, untimed }, chain), sliceRows, slices))],
    };
}
function rowBytesOf({ estimate }) {
    return estimate === undefined || estimate.rows === 0n ? undefined : estimate.originalBytes / Number(estimate.rows);
}
/** Of the same table in the same shape; another one may be narrower. */
function rememberedFor({ name, columns }, last) {
    const table = last?.tables.find((one) => one.name === name && one.schemaHash === (0,domain_column/* schemaHash */.ir)(columns));
    if (table === undefined)
        return undefined;
    const { sliceRows: learntRows, ...settings } = table.exported;
    return { settings, learntRows };
}
/** One export then takes minutes, of the hour that the service allows. */
const sliceBytes = 10 * 1024 ** 3;
function sliceRowsOf(most, rowBytes, remembered) {
    const fitting = rowBytes === undefined || rowBytes === 0 ? most : Math.floor(sliceBytes / rowBytes);
    return BigInt(Math.max(1, Math.min(most, fitting, remembered ?? most)));
}
/** A hundred years, the default, is never. Source: https://learn.microsoft.com/kusto/management/retention-policy */
const never = 36500n * 864000000000n;
/** A period that is not known may be short. */
function expires({ softDeletePeriod }) {
    const ticks = softDeletePeriod === undefined ? undefined : parseTimespan(softDeletePeriod);
    return ticks !== undefined && ticks >= never ? 'no' : 'yes';
}
/** Rows with an ingestion time up to the cursor, and rows without one. A table without rows needs no slice. */
async function planSlices(table, at, most, read) {
    const populations = [
        {
            slice: { kind: 'timed', cursor: at.cursor, ...(at.after === undefined ? {} : { after: at.after }) },
            rows: at.atCursor,
        },
        { slice: { kind: 'untimed' }, rows: at.untimed },
    ];
    const divided = populations.filter(({ rows }) => rows > 0n).map((one) => divideSlice(one, table, most, read));
    return (await Promise.all(divided)).flat();
}

;// CONCATENATED MODULE: ./build/domain/snapshot/written.js


const nothingWritten = { files: 0, bytes: 0, fingerprint: emptyFingerprint };
/** With what lies in the files of a base. */
function withReused(written, reused) {
    return reused === undefined ? written : addWritten(written, reused);
}
function sumOf(files) {
    return {
        files: files.length,
        bytes: files.reduce((sum, file) => sum + file.bytes, 0),
        fingerprint: addFingerprints(files.map(({ fingerprint }) => loadFingerprint(fingerprint))),
    };
}
function addWritten(a, b) {
    return {
        files: a.files + b.files,
        bytes: a.bytes + b.bytes,
        fingerprint: addFingerprints([a.fingerprint, b.fingerprint]),
    };
}

;// CONCATENATED MODULE: ./build/procedures/poll-operations.js

const shortestPause = 50;
const longestPause = 10_000;
/** Of operations that may run for an hour none is given up because the cluster did not answer for a while. */
const poll_operations_patience = 20;
/** The log of operations may lack one for a moment. */
const lostAfter = 60_000;
/**
 * Asks for all operations in one request, at a pace that follows the youngest of them: an operation is polled about four times as finely as it is old,
 * never slower than every ten seconds. It is lost when every answer of a whole minute lacked it.
 */
function createPoller(states, clock) {
    const waiting = new Map();
    const end = new AbortController();
    let isPolling = false;
    const hear = (id, state) => {
        const one = waiting.get(id);
        if (one === undefined)
            return;
        const now = clock.now().getTime();
        one.absentSince = state.kind === 'lost' ? (one.absentSince ?? now) : undefined;
        if (one.absentSince !== undefined && now - one.absentSince < lostAfter)
            return;
        if (state.kind === 'running')
            return;
        one.resolve(state);
        waiting.delete(id);
    };
    const rejectAll = (reason) => {
        for (const one of waiting.values())
            one.reject(reason);
        waiting.clear();
    };
    const pause = () => {
        const youngest = Math.max(...[...waiting.values()].map(({ since }) => since));
        return Math.min(longestPause, Math.max(shortestPause, (clock.now().getTime() - youngest) / 4));
    };
    const ask = async () => {
        const ids = [...waiting.keys()];
        const seen = await states(ids);
        ids.forEach((id, index) => {
            hear(id, seen[index] ?? { kind: 'lost' });
        });
    };
    const poll = async () => {
        isPolling = true;
        try {
            for (let missed = 0; waiting.size > 0;) {
                await clock.sleep(pause(), end.signal);
                if (end.signal.aborted)
                    return;
                try {
                    await ask();
                    missed = 0;
                }
                catch (error) {
                    missed += 1;
                    if (!isTransient(error) || missed > poll_operations_patience)
                        throw error;
                }
            }
        }
        catch (error) {
            rejectAll(error);
        }
        finally {
            isPolling = false;
        }
    };
    return {
        ended: (operation) => new Promise((resolve, reject) => {
            if (end.signal.aborted)
                return reject(end.signal.reason);
            waiting.set(operation, { since: clock.now().getTime(), resolve, reject });
            if (!isPolling)
                void poll();
        }),
        close(reason) {
            end.abort(reason);
            rejectAll(end.signal.reason);
        },
    };
}
/** Whether everything that went wrong may succeed later. */
function isTransient(error) {
    return error instanceof domain_problem/* ProblemError */.Mm && error.problems.every(({ transient }) => transient === true);
}

;// CONCATENATED MODULE: ./build/procedures/schedule.js



const slotsAreFreshFor = 5_000;
const firstRest = 1_000;
const longestRest = 60_000;
const longestWithoutRoom = 30 * 60_000;
/**
 * Gives every item its turns, in the given order and as many at once as there are slots. After an item found no room nothing is begun for a while that
 * doubles until something ends; half an hour of that is a failure. One item always runs, so a cluster with a single slot is enough. After a failure nothing more
 * is begun; it rejects when every turn has settled, with the problems of all of them, or with the first failure that is no problem.
 */
async function schedule(items, work, clock) {
    const queue = queueOf(items, clock);
    const room = roomOf(work, clock);
    const rest = restOf(work, clock);
    const failures = failuresOf(work);
    const running = new Set();
    const take = (turn, isTrial) => {
        if (turn.kind === 'ended') {
            room.grow();
            rest.end();
        }
        else if (turn.kind === 'again') {
            queue.add(turn.items, turn.pause);
            rest.accept();
        }
        else {
            queue.add([turn.item]);
            room.refuse(running.size, isTrial);
            rest.begin();
        }
    };
    const begin = (item) => {
        const isTrial = room.isGrowing();
        const one = schedule_settle(() => work.turn(item)).then((done) => {
            running.delete(one);
            if ('error' in done)
                failures.add(done.error);
            else if (failures.areNone())
                failures.guard(() => take(done.turn, isTrial));
        });
        running.add(one);
    };
    const fill = async () => {
        const most = await room.most(running.size);
        while (running.size < most && failures.areNone() && rest.isOver()) {
            const item = queue.next();
            if (item === undefined)
                return;
            begin(item);
        }
    };
    const step = async () => {
        if (queue.hasWaiting() && rest.isOver())
            await fill();
        const look = running.size > 0 ? slotsAreFreshFor : rest.remaining();
        await raceWithTime(running, Math.min(queue.wakesIn(), queue.hasWaiting() ? look : Infinity), clock);
        if (running.size === 0 && rest.isHopeless())
            throw noRoom();
    };
    try {
        while (failures.areNone() && (running.size > 0 || !queue.isEmpty()))
            await step();
    }
    catch (error) {
        failures.add(error);
    }
    await Promise.all(running);
    failures.throw();
}
/** Slots of others may become free while all of one's own work goes on. */
async function raceWithTime(running, most, clock) {
    if (most === Infinity)
        return running.size === 0 ? undefined : Promise.race(running);
    const end = new AbortController();
    try {
        await Promise.race([...running, clock.sleep(most, end.signal)]);
    }
    finally {
        end.abort();
    }
}
async function schedule_settle(turn) {
    try {
        return { turn: await turn() };
    }
    catch (error) {
        return { error };
    }
}
function noRoom() {
    return (0,domain_problem/* problemError */.gS)({
        code: 'service',
        summary: 'The cluster has had no room for half an hour.',
        transient: true,
        next: 'Run it again; it goes on from here.',
    });
}
function failuresOf({ stop }) {
    const all = [];
    const guard = (action) => {
        try {
            action();
        }
        catch (error) {
            add(error);
        }
    };
    const add = (error) => {
        if (all.push(error) === 1)
            guard(() => stop?.(error));
    };
    return {
        add,
        guard,
        areNone: () => all.length === 0,
        throw: () => throwTogether(all),
    };
}
function throwTogether(failures) {
    const [first, ...more] = failures.filter((one) => !(one instanceof domain_problem/* ProblemError */.Mm));
    if (first !== undefined || more.length > 0)
        throw first;
    const problems = failures.flatMap((one) => (one instanceof domain_problem/* ProblemError */.Mm ? one.problems : []));
    const keys = problems.map(({ summary, detail }) => JSON.stringify([summary, detail]));
    (0,domain_problem/* throwProblems */.Jh)(problems.filter((_, place) => keys.indexOf(keys[place] ?? '') === place));
}
function queueOf(items, clock) {
    const waiting = [...items].reverse();
    let asleep = [];
    const put = (first) => void waiting.push(...[...first].reverse());
    const wake = () => {
        const now = clock.now().getTime();
        const due = asleep.filter(({ until }) => until <= now);
        asleep = asleep.filter(({ until }) => until > now);
        for (const one of due)
            put(one.items);
    };
    return {
        add(first, pause = 0) {
            if (pause <= 0)
                put(first);
            else
                asleep = [...asleep, { items: first, until: clock.now().getTime() + pause }];
        },
        next() {
            wake();
            return waiting.pop();
        },
        hasWaiting() {
            wake();
            return waiting.length > 0;
        },
        wakesIn: () => Math.min(...asleep.map(({ until }) => Math.max(0, until - clock.now().getTime()))),
        isEmpty: () => waiting.length === 0 && asleep.length === 0,
    };
}
/**
 * The last number holds while the cluster does not answer. Reading it needs the role Database User
 * (https://learn.microsoft.com/kusto/management/show-capacity-command); without it the number begins at one and grows until an item finds no room.
 */
function roomOf(work, clock) {
    let known;
    let learned;
    const ask = async (running) => {
        try {
            return running + freeSlots(await work.slots(), running);
        }
        catch (error) {
            if (isTransient(error))
                return known?.most ?? 1;
            if (!isForbidden(error))
                throw error;
            learned = { most: 1, isGrowing: true };
            return learned.most;
        }
    };
    return {
        async most(running) {
            if (learned !== undefined)
                return learned.most;
            const now = clock.now().getTime();
            if (known === undefined || known.until < now)
                known = { most: await ask(running), until: now + slotsAreFreshFor };
            return known.most;
        },
        isGrowing: () => learned?.isGrowing === true,
        grow() {
            if (learned?.isGrowing === true)
                learned = { most: learned.most + 1, isGrowing: true };
        },
        refuse(running, isTrial) {
            if (known !== undefined)
                known = { ...known, until: -Infinity };
            if (learned !== undefined && isTrial)
                learned = { most: Math.max(1, Math.min(learned.most, running)), isGrowing: false };
        },
    };
}
function isForbidden(error) {
    return error instanceof domain_problem/* ProblemError */.Mm && error.problems.some(({ code }) => code === 'sign-in');
}
function restOf({ onBusy }, clock) {
    let length = firstRest;
    let until = 0;
    let rested = 0;
    let hopeless = false;
    const remaining = () => Math.max(0, until - clock.now().getTime());
    const accept = () => {
        rested = 0;
        hopeless = false;
    };
    return {
        begin() {
            if (remaining() > 0)
                return;
            hopeless = rested >= longestWithoutRoom;
            onBusy?.(rested);
            until = clock.now().getTime() + length;
            rested += length;
            length = Math.min(length * 2, longestRest);
        },
        end() {
            length = firstRest;
            accept();
        },
        accept,
        isOver: () => remaining() === 0,
        remaining,
        isHopeless: () => hopeless,
    };
}

;// CONCATENATED MODULE: ./build/procedures/send-slice.js

/** The answer of a small export is the end of it, so many of them need no polling. */
const smallRows = 50000n;
const smallBytes = 64 * 1024 ** 2;
/**
 * Sends one attempt and waits for its end. `busy` means that the cluster did not accept it, and nothing else does: a later request that finds the cluster
 * busy rejects like any other failure of an export that may have written.
 */
async function sendSlice(sent, exporter, poller) {
    const { table, columns, slice, settings, destination } = sent;
    const request = { table, columns, slice: slice.slice, settings, destination };
    if (isSmall(sent))
        return orBusy(() => exporter.write(request));
    const operation = await orBusy(() => exporter.start(request));
    if (operation === 'busy')
        return 'busy';
    const end = await poller.ended(operation);
    if (end.kind === 'completed')
        return exporter.files(operation);
    throw (0,domain_problem/* problemError */.gS)(problemOf(table, operation, end));
}
function isSmall({ slice: { rows }, rowBytes }) {
    return rows <= smallRows && rowBytes !== undefined && Number(rows) * rowBytes <= smallBytes;
}
async function orBusy(request) {
    try {
        return await request();
    }
    catch (error) {
        if (error instanceof domain_problem/* ProblemError */.Mm && error.problems.every(({ busy }) => busy === true))
            return 'busy';
        throw error;
    }
}
function problemOf(table, operation, end) {
    if (end.kind === 'lost') {
        const summary = `The cluster knows the export of ${table}, operation ${operation}, no more.`;
        return { code: 'unknown', summary, transient: true };
    }
    return {
        code: 'service',
        summary: `The export of ${table} ended as ${end.state}.`,
        detail: end.message,
        transient: end.transient,
        ...(end.tooBig === undefined ? {} : { tooBig: end.tooBig }),
    };
}

;// CONCATENATED MODULE: ./build/procedures/table-run.js

function nextAttempt({ run, slice, attempt, failures }) {
    return { run, slice, attempt: attempt + 1, failures };
}
/** What the attempt may have written counts for nothing. */
function leaveBehind({ run, slice, attempt }) {
    run.leftovers.push(attemptFolder(run.table.path, slice.index, attempt));
}

;// CONCATENATED MODULE: ./build/procedures/shrink-slice.js




/** Below it dividing helps no more: what is held in memory then is single rows. */
const smallestSlice = 10000n;
/** What to do instead of an export that was too big; nothing when all was tried. */
async function shrinkSlice(item, at, journal, world) {
    const { run, slice } = item;
    const { name } = run.table;
    const next = smaller(at.used, at.tooBig);
    if (next !== 'divide') {
        run.settings = moreCareful(run.settings, next);
        world.progress.note(`${name} needs too much memory; going on with row groups of ${next.rowGroupRows} rows`);
        return [nextAttempt(item)];
    }
    const half = (slice.rows + 1n) / 2n;
    const halves = slice.rows <= smallestSlice ? [] : await divide(item, half, journal, world);
    if (halves.length > 0) {
        run.divided += 1;
        run.learntRows = run.learntRows === undefined || half < run.learntRows ? half : run.learntRows;
        world.progress.note(`${name}: a slice of ${slice.rows} rows is too big; going on with ${halves.length} slices`);
        return halves;
    }
    const last = lastResort(at.used);
    if (last === undefined)
        return [];
    run.settings = moreCareful(run.settings, last);
    return [nextAttempt(item)];
}
/** Smaller slices in the place of one that is clearly larger than what several others were too big for; nothing where it is not. */
async function divideDoomed(item, journal, world) {
    const { divided, learntRows } = item.run;
    const { rows } = item.slice;
    const isDoomed = divided > 1 && learntRows !== undefined && rows * 4n > learntRows * 5n && rows > smallestSlice;
    return isDoomed ? divide(item, learntRows, journal, world) : [];
}
/** Empty when the rows cannot be told apart, or when the cluster could not count them. */
async function divide({ run, slice, attempt }, most, journal, { read, progress }) {
    const parts = await countedParts(slice, run.table.name, () => divideSlice(slice, run.table, most, read), progress);
    if (parts.length < 2)
        return [];
    const first = run.nextIndex;
    run.nextIndex += parts.length;
    const into = parts.map((part, place) => ({ ...part, index: first + place }));
    await journal.divided({ table: run.index, index: slice.index }, attempt, into);
    return into.map((part) => ({ run, slice: part, attempt: 1, failures: 0 }));
}
async function countedParts(slice, table, count, progress) {
    try {
        return await count();
    }
    catch (error) {
        if (!(error instanceof domain_problem/* ProblemError */.Mm))
            throw error;
        progress.warn(`${table}: a slice of ${slice.rows} rows could not be divided: ${error.message}`);
        return [];
    }
}

;// CONCATENATED MODULE: ./build/procedures/export-slices.js









const mostFailures = 5;
const export_slices_firstPause = 2_000;
const shortPause = 500;
/**
 * Writes every slice once and reads back what lies in storage. An export whose answer or operation was lost is sent again under a new prefix, and what the
 * lost one wrote is not counted. One that was too big goes on with less memory for each writer, then in two slices. What the service refuses for good is a fact
 * about the table; whatever can be written is written before a problem that may pass rejects, so that a second run has less to do. Results are in the order of the
 * tables.
 */
async function exportSlices(tables, journal, world) {
    const runs = tables.map(beginTable);
    const items = inOrder(tables.flatMap((table, place) => itemsOf(table, runs[place])));
    const exporting = {
        world,
        journal,
        poller: createPoller((ids) => world.exporter.states(ids), world.clock),
        problems: [],
        tell: teller(items, world),
    };
    const work = {
        slots: () => world.exporter.slots(),
        turn: (item) => takeTurn(item, exporting),
        onBusy: (milliseconds) => {
            world.progress.note(`the cluster has no room for exports, for ${Math.round(milliseconds / 1000)} seconds now`);
        },
        stop: (reason) => exporting.poller.close(reason),
    };
    await schedule(items, work, world.clock);
    (0,domain_problem/* throwProblems */.Jh)(exporting.problems);
    return runs;
}
function beginTable({ table, index, nextIndex }) {
    const { settings, learntRows } = table;
    const counters = { divided: 0, unequalSlices: 0, failed: undefined, isGivenUp: false };
    return {
        table,
        index,
        settings,
        learntRows,
        nextIndex,
        ...counters,
        written: nothingWritten,
        writtenSlices: [],
        leftovers: [],
    };
}
function itemsOf({ slices }, run) {
    if (run === undefined)
        throw new Error('no run');
    return slices.map(({ attempts, ...slice }) => ({ run, slice, attempt: attempts + 1, failures: 0 }));
}
/** What may expire goes first, oldest first; of the rest the longest, so that no long one is left at the end. */
function inOrder(items) {
    const start = ({ slice }) => (slice.slice.kind === 'timed' ? (slice.slice.from ?? '') : '');
    const doomed = items.filter(({ run }) => run.table.expires === 'yes');
    const others = items.filter(({ run }) => run.table.expires === 'no');
    return [
        ...doomed.toSorted((a, b) => (start(a) < start(b) ? -1 : start(a) > start(b) ? 1 : 0)),
        ...others.toSorted((a, b) => Number(b.slice.rows - a.slice.rows)),
    ];
}
async function takeTurn(item, at) {
    const { run, slice, attempt } = item;
    if (run.isGivenUp)
        return { kind: 'ended' };
    const parts = await divideDoomed(item, at.journal, at.world);
    if (parts.length > 0)
        return { kind: 'again', items: parts };
    if (item.isBegun !== true)
        await at.journal.begin({ table: run.index, index: slice.index }, attempt);
    const used = run.settings;
    try {
        const files = await writeSlice(item, used, at);
        if (files === 'busy')
            return { kind: 'busy', item: { ...item, isBegun: true } };
        return await keep(item, files, at);
    }
    catch (error) {
        if (!(error instanceof domain_problem/* ProblemError */.Mm))
            throw error;
        return afterProblem(item, used, error, at);
    }
}
async function writeSlice({ run, slice, attempt }, settings, { world, poller }) {
    const { name: table, columns, path, rowBytes } = run.table;
    const destination = await world.store.uriForCluster(attemptFolder(path, slice.index, attempt), 'write');
    const sent = { table, columns, slice, settings, destination, rowBytes };
    const reported = await sendSlice(sent, world.exporter, poller);
    return reported === 'busy' ? 'busy' : readBack({ table, columns, index: slice.index }, reported, world);
}
/** A slice of other rows than it must have is written once more, since a list of files may have come too early; one such slice settles the whole table. */
async function keep(item, files, at) {
    const { run, slice, attempt } = item;
    const written = sumOf(files);
    const isEqual = written.fingerprint.rows === slice.rows;
    if (!isEqual && item.wasUnequal !== true && run.unequalSlices === 0) {
        leaveBehind(item);
        return { kind: 'again', items: [{ ...nextAttempt(item), wasUnequal: true }], pause: shortPause };
    }
    await at.journal.written({ table: run.index, index: slice.index }, attempt, files);
    run.written = addWritten(run.written, written);
    run.writtenSlices.push(slice.index);
    if (!isEqual)
        run.unequalSlices += 1;
    at.tell(item, files);
    return { kind: 'ended' };
}
/** Nothing else will succeed after these. */
const endsAll = ['sign-in', 'cancelled', 'taken-over', 'bug'];
async function afterProblem(item, used, error, at) {
    const [problem] = error.problems;
    if (error.problems.some(({ code }) => endsAll.includes(code)))
        throw error;
    leaveBehind(item);
    if (problem.tooBig !== undefined) {
        const instead = await shrinkSlice(item, { used, tooBig: problem.tooBig }, at.journal, at.world);
        if (instead.length > 0)
            return { kind: 'again', items: instead };
        return giveUp(item, error, at);
    }
    const isWorthAnother = mayPass(problem) || problem.code === 'difference';
    if (!isWorthAnother || item.failures + 1 === mostFailures)
        return giveUp(item, error, at);
    at.world.progress.warn(`${problem.summary} It is sent again.`);
    const again = { ...nextAttempt(item), failures: item.failures + 1 };
    return { kind: 'again', items: [again], pause: export_slices_firstPause * 2 ** item.failures };
}
/** A cluster that was reached before is away for a while; what is too big stays so. */
function mayPass({ transient, code, tooBig }) {
    return (transient === true && tooBig === undefined) || code === 'unreachable';
}
/** The rest of the table would fail in the same way. */
function giveUp({ run }, error, at) {
    run.isGivenUp = true;
    const named = error.problems.map((one) => nameTable(one, run.table.name));
    if (named.some(mayPass))
        at.problems.push(...named);
    else
        run.failed ??= named[0];
    for (const { summary } of named)
        at.world.progress.warn(summary);
    return { kind: 'ended' };
}
/** What the service says need not name the table. */
function nameTable(problem, table) {
    if (problem.summary.includes(table))
        return problem;
    return { ...problem, summary: `The export of ${table} failed. ${problem.summary}` };
}
function teller(items, { clock, progress }) {
    const startedAt = clock.now().getTime();
    const all = items.reduce((sum, { slice }) => sum + slice.rows, 0n);
    let [done, bytes] = [0n, 0];
    return ({ run, slice }, files) => {
        done += slice.rows;
        bytes += files.reduce((sum, file) => sum + file.bytes, 0);
        const milliseconds = clock.now().getTime() - startedAt;
        progress.advance({ what: `exported ${run.table.name}`, rows: slice.rows, done, all, bytes, milliseconds });
    };
}

;// CONCATENATED MODULE: ./node_modules/p-map/index.js
function pMap(iterable, mapper, options) {
	return mapConcurrently(iterable, mapper, options, false);
}

function pMapSettled(iterable, mapper, options) {
	return mapConcurrently(iterable, mapper, options, true);
}

function pMapKeyed(input, mapper, options) {
	return mapKeyed(input, mapper, options, false);
}

function pMapSettledKeyed(input, mapper, options) {
	return mapKeyed(input, mapper, options, true);
}

// Like `Promise.allKeyed` and `Promise.allSettledKeyed`, with a mapper, and for a `Map` too. Each value travels with its key, so a skipped key, which leaves no slot in the result, cannot shift the keys after it.
async function mapKeyed(input, mapper, options, isSettled) {
	const entries = getKeyedEntries(input);

	// After the values have their handlers, like the other argument errors, which `mapConcurrently` checks. It cannot check this one, as it gets the wrapper below as its mapper.
	if (typeof mapper !== 'function') {
		throw new TypeError('Mapper function is required');
	}

	const mappedEntries = await mapConcurrently(entries, async ([key, inputResult]) => {
		try {
			if (inputResult.status === 'rejected') {
				throw inputResult.reason;
			}

			const result = await mapper(inputResult.value, key);

			if (result === pMapSkip || result === pMapStop) {
				return result;
			}

			return [key, isSettled ? {status: 'fulfilled', value: result} : result];
		} catch (error) {
			if (!isSettled) {
				throw error;
			}

			return [key, {status: 'rejected', reason: error}];
		}
	}, options, false);

	if (input instanceof Map) {
		return new Map(mappedEntries);
	}

	// A null prototype, like `Promise.allKeyed`, so a key like `__proto__` or `toString` is an own property like any other.
	return Object.setPrototypeOf(Object.fromEntries(mappedEntries), null);
}

// The engine behind all the functions, except `pMapIterable`. With `isSettled`, an element or a mapper that rejects gives a `{status: 'rejected'}` result instead of an error, like `Promise.allSettled`, so `stopOnError` does not apply.
async function mapConcurrently(
	iterable,
	mapper,
	{
		concurrency = Number.POSITIVE_INFINITY,
		stopOnError = true,
		signal,
	} = {},
	isSettled,
) {
	return new Promise((resolve_, reject_) => {
		validateOptions(iterable, mapper, concurrency);

		const result = [];
		// Stage the errors by index, like `result`, so they are reported in input order.
		const errors = [];
		let skippedCount = 0;
		let isResolved = false;
		let isIterableDone = false;
		const pendingIndexes = new Set();
		let doneIndex = Number.POSITIVE_INFINITY;
		let currentIndex = 0;
		const iterator = getIterator(iterable);

		const signalListener = () => {
			reject(signal.reason);
		};

		const cleanup = () => {
			signal?.removeEventListener('abort', signalListener);
		};

		const resolve = value => {
			resolve_(value);
			cleanup();
		};

		const reject = reason => {
			if (isResolved) {
				return;
			}

			isResolved = true;
			reject_(reason);
			cleanup();

			if (!isIterableDone) {
				closeIterator(iterator);
			}
		};

		if (signal) {
			if (signal.aborted) {
				reject(signal.reason);
				return;
			}

			signal.addEventListener('abort', signalListener, {once: true});
		}

		const pull = createPuller(iterator);

		// Settle only once the source is done, or a mapper stopped, and every earlier pull and mapper has finished. A pull before the `done` or the stop can still produce an element, while pulls after it do not affect the result.
		const settleIfFinished = () => {
			if (isResolved || doneIndex === Number.POSITIVE_INFINITY) {
				return;
			}

			for (const index of pendingIndexes) {
				if (index < doneIndex) {
					return;
				}
			}

			if (!stopOnError) {
				const collectedErrors = [];

				for (let index = 0; index < Math.min(doneIndex, errors.length); index++) {
					if (index in errors) {
						collectedErrors.push(errors[index]);
					}
				}

				if (collectedErrors.length > 0) {
					reject(new AggregateError(collectedErrors)); // eslint-disable-line unicorn/error-message
					return;
				}
			}

			isResolved = true;

			// A stop ended the result before the source did, so close it, like `for await` does on a `break`. Not at the stop itself, as a source that settles its `next()` calls out of call order may still owe an earlier element, and closing could drop it.
			if (!isIterableDone) {
				closeIterator(iterator);
			}

			// `done` is final, like `for await`, so a `done` that lands between two elements ends
			// the result there and everything the source produced past it is dropped. A stop cuts it the same way.
			const lastIndex = Math.min(doneIndex, result.length);

			// Every index below `lastIndex` has a value: an index only goes unassigned when its pull reported `done` or its mapper returned `pMapStop`, and the lowest such index is `doneIndex`. So the array is dense below `lastIndex`, and the fast path can hand it over untouched.
			if (lastIndex === result.length && skippedCount === 0) {
				resolve(result);
				return;
			}

			// Otherwise this drops the skipped results and whatever the `done` or the stop cut off.
			resolve(result.slice(0, lastIndex).filter(value => value !== pMapSkip));
		};

		const next = async () => {
			// After a `done` or a stop, a pull would take an item nobody is going to map, which a one-shot source, like a queue, would lose.
			if (isResolved || currentIndex >= doneIndex) {
				return;
			}

			// Take the index when the pull starts, not when it resolves, so a source that settles
			// its `next()` calls out of call order still gets the right position.
			const index = currentIndex++;
			pendingIndexes.add(index);

			let nextItem;
			try {
				nextItem = await pull();
			} catch (error) {
				pendingIndexes.delete(index);

				if (index < doneIndex) {
					throw error;
				}

				settleIfFinished();
				return;
			}

			if (nextItem.done) {
				pendingIndexes.delete(index);
				doneIndex = Math.min(doneIndex, index);
				isIterableDone = true;
				settleIfFinished();
				return;
			}

			// Intentionally detached
			const runner = (async () => {
				try {
					const element = await nextItem.value;

					if (isResolved || index >= doneIndex) {
						return;
					}

					const value = await mapper(element, index);

					// Ignore an item produced after an earlier pull reported `done` or an earlier mapper returned `pMapStop`.
					if (index >= doneIndex) {
						return;
					}

					// A stop ends the result here, like a `done` from the source, so settling waits only for the earlier elements.
					if (value === pMapStop) {
						doneIndex = index;
						return;
					}

					if (value === pMapSkip) {
						skippedCount++;
					}

					result[index] = isSettled && value !== pMapSkip ? {status: 'fulfilled', value} : value;
				} catch (error) {
					if (index >= doneIndex) {
						return;
					}

					if (isSettled) {
						result[index] = {status: 'rejected', reason: error};
					} else if (stopOnError) {
						reject(error);
						return;
					} else {
						errors[index] = error;
					}
				} finally {
					pendingIndexes.delete(index);
					settleIfFinished();
				}

				// If the iterable throws we can't really continue regardless of `stopOnError` state
				// since an iterable is likely to continue throwing after it throws once.
				// If we continue calling `next()` indefinitely we will likely end up
				// in an infinite loop of failed iteration.
				try {
					await next();
				} catch (error) {
					reject(error);
				}
			})();

			// Link the runner to the returned promise, so the async stack trace of a mapper error reaches the caller. Nothing awaits the runner, so the trace would stop there, but V8 follows a reaction that resolves another promise. The link never settles, so it never resolves the returned promise. It is a new promise for each runner, as a shared one would keep a reaction for every element.
			runner.then(() => new Promise(() => {})).then(resolve_);
		};

		// Create the concurrent runners in a detached (non-awaited)
		// promise. We need this so we can await the `next()` calls
		// to stop creating runners before hitting the concurrency limit
		// if the iterable has already been marked as done or a mapper stopped.
		// NOTE: We *must* do this for async iterators otherwise we'll spin up
		// infinite `next()` calls by default and never start the event loop.
		(async () => {
			for (let index = 0; index < concurrency; index++) {
				try {
					// eslint-disable-next-line no-await-in-loop
					await next();
				} catch (error) {
					reject(error);
					break;
				}

				if (isResolved || currentIndex >= doneIndex) {
					break;
				}
			}
		})();
	});
}

function pMapIterable(
	iterable,
	mapper,
	{
		concurrency = Number.POSITIVE_INFINITY,
		backpressure = concurrency,
		preserveOrder = true,
	} = {},
) {
	validateOptions(iterable, mapper, concurrency);

	if (!isLimit(backpressure, concurrency)) {
		throw new TypeError(`Expected \`backpressure\` to be an integer from \`concurrency\` (${concurrency}) and up or \`Infinity\`, got \`${backpressure}\` (${typeof backpressure})`);
	}

	return {
		[Symbol.asyncIterator]() {
			// `isDone` lives outside the generator so the wrapper below can set it the moment the
			// consumer asks to stop. The generator is suspended on a pending `next()` at that point,
			// so its `finally` would not run until much later and workers finishing in the meantime
			// would keep pulling and mapping input for nobody.
			let isDone = false;

			const generator = (async function * () {
				const iterator = getIterator(iterable);

				// Results are consumed from the front with a moving `headIndex` instead of `shift()`.
				// `shift()` moves every remaining entry, which is O(n) per element and made the whole
				// run O(n²) whenever `backpressure` let the array grow, which is the default.
				let promises = [];
				let headIndex = 0;
				let isIterableDone = false;

				// The lowest index whose pull reported `done`. Without `preserveOrder`, the pulls after it have their slots given back, so their errors are dropped.
				let doneIndex = Number.POSITIVE_INFINITY;

				// An element that is being read, or is waiting for a mapper, does not hold a mapper slot, so the next element can be read while the mappers run. Those elements have their own cap of `concurrency`, so the source never sees more than `concurrency` overlapping `next()` calls, even with `backpressure: Infinity`. `backpressure` caps everything in flight together.
				let readingCount = 0;
				let runningMappersCount = 0;

				// The workers waiting for a mapper slot, in the order they started waiting. A finished mapper hands its slot to the oldest one.
				const mapperWaiters = new Map();
				let mapperWaiterCount = 0;
				let wokenMapperWaiterCount = 0;

				const releaseMapperSlot = () => {
					if (wokenMapperWaiterCount === mapperWaiterCount) {
						runningMappersCount--;
						return;
					}

					mapperWaiters.get(wokenMapperWaiterCount)();
					mapperWaiters.delete(wokenMapperWaiterCount++);
				};

				let index = 0;

				// The lowest index whose mapper returned `pMapStop`, or, with `preserveOrder`, whose pull, element, or mapper threw. The stream ends there, like a `break` or a `throw` in a loop. Once it is set, nothing past it is pulled, and no pending element past it is mapped, while the earlier elements still finish and are yielded first. `isDone` cannot do this, as it would drop the values of the earlier elements too.
				let stopIndex = Number.POSITIVE_INFINITY;

				// Without `preserveOrder`, each spawn still takes a slot in `promises`, so `backpressure` counts the same, but the slots are filled in the order the workers settle rather than the order they were spawned in, so the consumer gets whichever result is ready first. A worker always fills the oldest empty slot, at `fillIndex`. An empty slot is `undefined`, and a filled one holds the result itself rather than a promise, so a result costs a promise only when the consumer has to wait for it, through `wake`.
				let fillIndex = 0;
				let wake;

				// The indexes of the pulls whose worker has not filled a slot yet, without `preserveOrder`.
				const unfilledIndexes = new Set();

				// The consumer waits only when the head is empty, and then the oldest empty slot is the head, so the first fill wakes it.
				const fillSlot = result => {
					promises[fillIndex++] = result;
					wake?.(result);
					wake = undefined;
				};

				const pull = createPuller(iterator);

				function trySpawn() {
					// Do not spawn once the consumer is gone, the source is done, or the stream ends at an earlier element. The pull would be wasted work, and for a one-shot source, like a queue, it takes an item nobody is going to ask for.
					if (isDone || isIterableDone || index > stopIndex || readingCount >= concurrency || promises.length - headIndex >= backpressure) {
						return;
					}

					readingCount++;

					// Take the index when the pull starts, not when it resolves, so a source that
					// settles its `next()` calls out of call order still gets the right position.
					const currentIndex = index++;

					// Errors must be returned as a value instead of rejecting, otherwise a promise that
					// the consumer abandons after an earlier error becomes an unhandled rejection.
					const promise = (async () => {
						try {
							let element;
							try {
								const {done, value} = await pull();

								if (done) {
									isIterableDone = true;
									doneIndex = Math.min(doneIndex, currentIndex);
									return {done: true};
								}

								// Spawn if still below the reading and backpressure limits
								trySpawn();

								element = await value;

								if (runningMappersCount < concurrency) {
									runningMappersCount++;
								} else {
									// `releaseMapperSlot` hands the slot over without decrementing `runningMappersCount`, so it is already counted.
									await new Promise(resolve => {
										mapperWaiters.set(mapperWaiterCount++, resolve);
									});
								}
							} finally {
								readingCount--;
							}

							// Spawn now that this element is no longer waiting for a mapper, so the next one is read while this one is mapped
							trySpawn();

							let returnValue;
							try {
								// The consumer stopped iterating, or the stream ends before this element, while this element was being read or waiting for a mapper, so drop it instead of doing work nobody will consume.
								if (isDone || currentIndex > stopIndex) {
									return {done: false, value: pMapSkip};
								}

								returnValue = await mapper(element, currentIndex);
							} finally {
								releaseMapperSlot();
							}

							if (returnValue === pMapStop) {
								stopIndex = Math.min(stopIndex, currentIndex);
							}

							return {done: false, value: returnValue};
						} catch (error) {
							// With `preserveOrder`, the error is thrown at its own position, after the results before it, so those still finish. Without it, the error is thrown as soon as it settles, so nothing still pending can be yielded anymore.
							// An error from a pull after the end of the source is dropped, as `done` is final, so it must have no effect. `doneIndex` is set before the worker that saw `done` settles, so its slot hand-back runs before the delivery check of any error that sees it here, and the two always agree.
							if (preserveOrder) {
								stopIndex = Math.min(stopIndex, currentIndex);
							} else if (currentIndex < doneIndex) {
								isDone = true;
							}

							return {error};
						}
					})();

					if (preserveOrder) {
						promises.push(promise);
						return;
					}

					promises.push(undefined);

					unfilledIndexes.add(currentIndex);

					// The worker never rejects, as errors are returned as a value.
					// The slot is filled here, a tick after the worker settles, rather than by the worker itself, for the same reason the consumer awaits a filled slot: so the consumer never runs, and pulls, earlier.
					promise.then(result => {
						// The slot was already given back, as the pull came after the end of the source.
						if (!unfilledIndexes.delete(currentIndex)) {
							return;
						}

						if (result.done) {
							// The pulls made after this one came after the end of the source, and a source like a queue may never answer them, so give their slots back now instead of waiting on them.
							for (const unfilledIndex of unfilledIndexes) {
								if (unfilledIndex > currentIndex) {
									unfilledIndexes.delete(unfilledIndex);
									fillSlot({done: true});
								}
							}
						}

						fillSlot(result);
					});
				}

				trySpawn();

				try {
					while (headIndex < promises.length) {
						// Without `preserveOrder`, a filled slot holds the result itself, and it is still awaited. That takes one tick, like awaiting a settled promise, so the consumer, and its `trySpawn()`, never run earlier than with a promise in the slot. Taking a ready result without the tick can make the consumer pull before it sees a stop or the end of the source, and a one-shot source, like a queue, would lose that item.
						// eslint-disable-next-line no-await-in-loop
						const result = await (promises[headIndex] ?? new Promise(resolve => {
							wake = resolve;
						}));
						const {done, value} = result;

						// Release the entry instead of leaving it for a `shift()` to move, and drop the
						// consumed prefix once it is at least half the array. That keeps the backing
						// store proportional to the results still in flight rather than to the total
						// ever spawned, which matters for an endless source, while costing one copy per
						// half of the array, so it stays O(1) per element.
						promises[headIndex] = undefined;
						headIndex++;

						if (headIndex * 2 >= promises.length) {
							promises = promises.slice(headIndex);
							fillIndex -= headIndex;
							headIndex = 0;
						}

						if (Object.hasOwn(result, 'error')) {
							throw result.error;
						}

						if (done) {
							// Without `preserveOrder`, the `done` can arrive while other workers are still running.
							if (preserveOrder) {
								return;
							}

							continue;
						}

						// The stream ends where the stop would have been yielded: after the earlier elements with `preserveOrder`, and after the results that were ready before it without.
						if (value === pMapStop) {
							return;
						}

						// Spawn if just dropped below the backpressure limit and still below the reading limit
						trySpawn();

						// A `pMapSkip` result stays in `promises` and is stepped over here. Splicing it out
						// in the worker instead would make every skip an O(n) scan and move, so a run of
						// skips would be O(n²).
						if (value === pMapSkip) {
							continue;
						}

						yield value;
					}
				} finally {
					// Stop pulling input once the consumer stops iterating, otherwise pending skipped mappers keep spawning work.
					isDone = true;

					if (!isIterableDone) {
						closeIterator(iterator);
					}
				}
			})();

			// Override `return()` and `throw()` on the generator itself instead of wrapping it, so it
			// keeps what it inherits, like `Symbol.asyncDispose` for `await using`, and `next()` stays
			// the native one. Plain functions, not `async`: the generator already returns a promise,
			// and an `async` function would wrap it in two more promises and two more microtask hops.
			const {return: generatorReturn, throw: generatorThrow} = generator;

			generator.return = value => {
				isDone = true;
				return generatorReturn.call(generator, value);
			};

			generator.throw = error => {
				isDone = true;
				return generatorThrow.call(generator, error);
			};

			return generator;
		},
	};
}

const pMapSkip = Symbol('skip');

const pMapStop = Symbol('stop');

// The checks `pMap` and `pMapIterable` share, so both reject the same input the same way.
// `mapConcurrently` runs this inside its promise, so a bad argument rejects rather than throws.
function validateOptions(iterable, mapper, concurrency) {
	// Optional chaining, so a nullish input gets this message rather than Node's internal
	// "null is not iterable".
	if (iterable?.[Symbol.iterator] === undefined && iterable?.[Symbol.asyncIterator] === undefined) {
		throw new TypeError(`Expected \`input\` to be either an \`Iterable\` or \`AsyncIterable\`, got (${typeof iterable})`);
	}

	if (typeof mapper !== 'function') {
		throw new TypeError('Mapper function is required');
	}

	if (!isLimit(concurrency, 1)) {
		throw new TypeError(`Expected \`concurrency\` to be an integer from 1 and up or \`Infinity\`, got \`${concurrency}\` (${typeof concurrency})`);
	}
}

// Whether the value is an integer from `minimum` and up, or `Infinity`, as `concurrency` and `backpressure` must be.
function isLimit(value, minimum) {
	return (Number.isSafeInteger(value) && value >= minimum) || value === Number.POSITIVE_INFINITY;
}

// Read the entries of a `Map`, or else the own enumerable keys, strings and symbols, in the order and the way `Promise.allKeyed` does, all up front. Each value gets a handler right away, also like `Promise.allKeyed`, so a value that rejects before a mapper slot reaches it is not an unhandled rejection.
function getKeyedEntries(input) {
	if (input === null || (typeof input !== 'object' && typeof input !== 'function')) {
		throw new TypeError(`Expected \`input\` to be an object, got (${input === null ? 'null' : typeof input})`);
	}

	const entries = [];

	const addEntry = (key, value) => {
		// Resolve the whole entry, so the engine checks termination after the value settles and before the mapper runs.
		entries.push(Promise.resolve(value).then(
			value => [key, {status: 'fulfilled', value}],
			error => [key, {status: 'rejected', reason: error}],
		));
	};

	if (input instanceof Map) {
		for (const [key, value] of input) {
			addEntry(key, value);
		}
	} else {
		for (const key of Reflect.ownKeys(input)) {
			if (Object.getOwnPropertyDescriptor(input, key)?.enumerable) {
				addEntry(key, input[key]);
			}
		}
	}

	return entries;
}

// Take the async iterator when the input has both, like `for await` does.
function getIterator(iterable) {
	return iterable[Symbol.asyncIterator] === undefined ? iterable[Symbol.iterator]() : iterable[Symbol.asyncIterator]();
}

// Close the source so it can release its resources, like `for await` does.
// Callers must not await this so a source that is blocked in `next()` cannot block them.
async function closeIterator(iterator) {
	try {
		await iterator.return?.();
	} catch {}
}

// Pull the next item, and stop pulling once the source has reported `done`: a source like a queue
// may block in `next()` after it is exhausted, which would hang the caller. `done` is final, like
// `for await`, so anything the source produces after it is dropped.
function createPuller(iterator) {
	let isSourceDone = false;

	// A sync iterable, like an array, answers right away, so `done` can be seen here. An async
	// iterable is seen in the `then` below, as soon as its pull settles.
	const markDone = item => {
		if (item?.done) {
			isSourceDone = true;
		}
	};

	return () => {
		if (isSourceDone) {
			return {done: true};
		}

		const result = iterator.next();
		markDone(result);

		// A sync iterable, like an array, answers right away, so `done` has been read already and
		// the result can go back untouched.
		if (typeof result?.then !== 'function') {
			return result;
		}

		// An async iterable settles later, so `done` is read off the pull once it does. That is a
		// branch of its own, which leaves the caller awaiting the pull itself rather than a promise
		// derived from it, so an async source does not pay an extra microtask per element. The
		// rejection is handled here as well as by the caller, so a pull cannot escape as an
		// unhandled rejection. A thenable that is not a promise is turned into one first, so it is
		// subscribed to once, like `for await` does, while a native promise is returned as is.
		const promise = Promise.resolve(result);
		promise.then(markDone, () => {});

		return promise;
	};
}

;// CONCATENATED MODULE: ./build/domain/snapshot/hand-page.js
/**
 * `RESTORE.md` of a snapshot: how to bring its tables back without this tool. `root` is the storage without credential.
 */
function handPage(manifest, root) {
    const { snapshotId, startedAt, database, cluster, tables } = manifest;
    const rows = tables.map(({ name, fingerprint, files, handScript }) => `| ${cell(name)} | ${fingerprint.rows} | ${files} | ${cell(handScript.path)} |`);
    return `# How to restore snapshot ${snapshotId} by hand

Taken of database ${database} on ${cluster.host}, begun ${startedAt}. All of it lies in ${root}; the paths below begin there.

A snapshot counts only when its folder has a \`manifest.json\`. Each table has a script of its own, whose commands are to be run one after the other, with
the roles Database User and Database Ingestor:

1. Make a SAS of the container that allows reading, and put it into the script in the place of \`<SAS>\`.
2. Run the commands up to the count. An ingestion whose answer was lost may have happened: count before it is sent again.
3. Run the rest. The fingerprint must be what the script says. Where \`exactness\` in the manifest is \`fuzzy\`, rows may have been lost while the table
   was saved.
4. The restored table lies beside the live one. Give it the policies, mappings and docstrings of \`schema.kql\`, compare, and swap it by the
   last command of the script.

Rows that came after the snapshot are in the live table only: copy them before the swap, or they stay in the table that is kept.

| Table | Rows | Files | Script |
| --- | ---: | ---: | --- |
${rows.join('\n')}
`;
}
function cell(text) {
    return text.replaceAll('|', '\\|').replaceAll(/[\r\n\u2028\u2029]/g, ' ');
}

;// CONCATENATED MODULE: ./build/procedures/write-once.js


/**
 * Writes a blob that nobody changes, and tells what it is and where it lies. A lost answer may have written it already. A run that was interrupted may
 * have written another one, which counts for nothing until a manifest names it: then this one lies beside it, with a part of its SHA-256 in its name.
 */
async function writeBeside(store, path, pieces) {
    const first = await tryWrite(store, path, pieces);
    if (first.state === 'written')
        return first.digest;
    const beside = path.replace(/(\.[a-z]+)$/, `-${first.digest.sha256.slice(0, 12)}$1`);
    return writeOnce(store, beside, pieces);
}
/** Writes a blob that nobody changes; rejects with `difference` when another one lies there. */
async function writeOnce(store, path, pieces) {
    const { state, digest } = await tryWrite(store, path, pieces);
    if (state === 'written')
        return digest;
    throw (0,domain_problem/* problemError */.gS)({
        code: 'difference',
        summary: `${path} exists already with other contents.`,
        next: 'Take a new snapshot: run it again with resume set to never.',
    });
}
async function tryWrite(store, path, pieces) {
    const running = runningDigest();
    const written = await store.writePieces(path, counted(pieces(), running), { kind: 'if-absent' });
    const digest = { path, ...running.end() };
    if (written !== 'conflict')
        return { state: 'written', digest };
    const there = await digestStored(store, path);
    return { state: there?.sha256 === digest.sha256 ? 'written' : 'other', digest };
}
async function* counted(pieces, running) {
    for await (const piece of pieces) {
        running.add(piece);
        yield piece;
    }
}

;// CONCATENATED MODULE: ./build/procedures/finish-snapshot.js











const finish_snapshot_parallelTables = 8;
const finish_snapshot_parallelReads = 16;
/**
 * Writes file lists, schema, what helps a person to restore it by hand and, last and only if absent, the manifest. Lists are made from the records of slices,
 * a few of which are in memory at a time.
 */
async function finishSnapshot(request) {
    const { plan, judged, database, store, paths, id } = request;
    const sorted = judged.toSorted((a, b) => (a.table.name < b.table.name ? -1 : 1));
    const tables = await pMap(sorted, (one) => finishTable(one, request), { concurrency: finish_snapshot_parallelTables });
    const script = `${withoutOwnTables(withoutGrants(plan.schemaScript)).join('\n\n')}\n`;
    const schemaScript = await writeBeside(store, schemaScriptPath(paths, id), () => [script]);
    const content = {
        formatVersion: manifestFormatVersion,
        snapshotId: id,
        startedAt: plan.startedAt,
        tool: { name: 'kusto-rebuild', version: plan.toolVersion },
        cluster: { host: database.clusterHost, buildVersion: plan.buildVersion },
        database: database.name,
        cursor: plan.cursor,
        fingerprintRecipe: 1,
        level: 'files',
        ...(plan.base === undefined ? {} : { base: plan.base }),
        schemaScript,
        tables,
    };
    const handPageText = handPage(content, store.label);
    const page = await writeBeside(store, handPagePath(paths, id), () => [handPageText]);
    const manifest = { ...content, handPage: page, finishedAt: request.clock.now().toISOString() };
    await writeOnce(store, manifestPath(paths, id), () => [`${JSON.stringify(manifest, null, 2)}\n`]);
    return manifest;
}
async function finishTable(one, request) {
    const { table } = one;
    const { store } = request;
    const described = describeTable(one, await writeLists(one, request));
    const handScript = await writeBeside(store, handScriptPath(table.path), () => scriptPieces(described, request));
    return { ...described, handScript };
}
/** The lists of the base first. A top-up that found no new row in a table has no list of its own. */
async function writeLists(one, { store, journal }) {
    const { table, exported } = one;
    const before = table.reused?.fileLists ?? [];
    if (before.length > 0 && exported.written.files === 0)
        return before;
    return [...before, await writeBeside(store, fileListPath(table.path), () => fileLines(one, journal))];
}
/** One line per file, in the order of slices and paths. Rejects when the records do not hold what was written. */
async function* fileLines({ table, exported }, journal) {
    const indices = exported.writtenSlices.toSorted((a, b) => a - b);
    let written = nothingWritten;
    for (let start = 0; start < indices.length; start += finish_snapshot_parallelReads) {
        const places = indices.slice(start, start + finish_snapshot_parallelReads);
        const records = await Promise.all(places.map((index) => journal.read({ table: exported.index, index })));
        for (const record of records) {
            if (record?.state !== 'written')
                continue;
            written = addWritten(written, sumOf(record.files));
            yield record.files.map((file) => `${JSON.stringify(file)}\n`).join('');
        }
    }
    requireSame(table.name, exported.written, written);
}
function requireSame(table, expected, seen) {
    const isSame = expected.files === seen.files && expected.bytes === seen.bytes;
    if (isSame && sameFingerprint(expected.fingerprint, seen.fingerprint))
        return;
    throw (0,domain_problem/* problemError */.gS)({
        code: 'difference',
        summary: `The records of the slices of ${table} are not those of this run.`,
        detail: `expected ${expected.files} files with ${expected.fingerprint.rows} rows, seen ${seen.files} with ${seen.fingerprint.rows}`,
        next: 'Let no other run work on this snapshot, and run snapshot again: it goes on where it stopped.',
    });
}
/** With the blank line between commands that the parts of a script have. */
async function* scriptPieces(table, { database, store, id }) {
    const { name, folder, docString, columns } = table;
    const parts = database.export.restoreByHand({
        table: name,
        folder,
        docString,
        columns,
        target: `${name} ${id}`,
        sources: urisOf(readFileList(store, table), store),
        expected: loadFingerprint(table.fingerprint),
    });
    let isFirst = true;
    for await (const part of parts) {
        yield isFirst ? part : `\n\n${part}`;
        isFirst = false;
    }
    yield '\n';
}
async function* urisOf(files, store) {
    for await (const { path } of files)
        yield store.uriOf(path);
}
function describeTable({ table, exported, exactness, newer }, fileLists) {
    const { populations } = table;
    const written = withReused(exported.written, table.reused);
    return {
        name: table.name,
        tableId: table.tableId,
        schemaHash: (0,domain_column/* schemaHash */.ir)(table.columns),
        schemaVersion: table.schemaVersion,
        folder: table.folder,
        docString: table.docString,
        columns: table.columns,
        cursor: table.cursor,
        exactness: storeExactness(exactness),
        populations: {
            atCursor: populations.atCursor.toString(),
            untimed: populations.untimed.toString(),
            newer: (newer ?? populations.total - populations.atCursor - populations.untimed).toString(),
            times: { low: populations.times.low.toString(), high: populations.times.high.toString() },
        },
        fingerprint: storeFingerprint(written.fingerprint),
        files: written.files,
        bytes: written.bytes,
        fileLists,
        ...describeReuse(table),
        exported: {
            ...exported.settings,
            ...(exported.learntRows === undefined ? {} : { sliceRows: Number(exported.learntRows) }),
        },
    };
}
function describeReuse({ reused, notReused }) {
    if (reused === undefined)
        return notReused === undefined ? {} : { notReused };
    return { reused: { rows: reused.fingerprint.rows.toString(), files: reused.files, bytes: reused.bytes } };
}

;// CONCATENATED MODULE: ./build/procedures/judge-tables.js






const judge_tables_parallelLooks = 4;
/** Looks at every table that counts once more, in the order of the plan. What cannot be found out about a table makes that table fuzzy, and no other. */
async function judgeTables(tables, read) {
    const live = new Map((await read.tables()).map((one) => [one.name, one]));
    const limit = pLimit(judge_tables_parallelLooks);
    const current = tables.filter(([{ superseded }]) => superseded === 'no');
    return Promise.all(current.map(([table, exported]) => limit(() => judgeTable(table, exported, live.get(table.name), read))));
}
async function judgeTable(table, exported, now, read) {
    const fuzzy = (reason) => ({ table, exported, exactness: { kind: 'fuzzy', reason } });
    if (exported.failed !== undefined)
        return fuzzy(`a part of it was not exported: ${exported.failed.summary}`);
    try {
        const after = judge_tables_isSame(table, now) ? await read.populations(table.name, table.columns, table.cursor) : undefined;
        const exactness = judgeCounts(table, exported, after);
        if (exactness.kind === 'exact' && now?.schemaVersion !== table.schemaVersion) {
            const values = await compareValues(table, exported, read);
            if (values === 'different')
                return fuzzy('columns were changed during the export, and values with them');
        }
        return { table, exported, exactness, ...newerIn(after) };
    }
    catch (error) {
        if (error instanceof domain_problem/* ProblemError */.Mm && !error.problems.some(judge_tables_endsAll))
            return fuzzy(`not checked: ${error.message}`);
        throw error;
    }
}
function judge_tables_endsAll({ code, transient }) {
    return transient === true || ['sign-in', 'unreachable', 'cancelled', 'bug'].includes(code);
}
function judgeCounts({ populations, reused }, { written, unequalSlices }, after) {
    return judgeExactness({
        before: populations,
        after: after ?? populations,
        exportedRows: withReused(written, reused).fingerprint.rows,
        identity: after === undefined ? 'changed' : 'same',
        unequalSlices,
    });
}
function newerIn(after) {
    return after === undefined ? {} : { newer: after.total - boundedRows(after) };
}
/** A column that was dropped and added again has the same name and type, and other values: only a second look at all of them tells. */
async function compareValues({ name, columns, cursor, reused }, { written }, read) {
    const seen = await read.fingerprint(name, columns, { kind: 'cursor', cursor });
    return sameFingerprint(withReused(written, reused).fingerprint, seen) ? 'equal' : 'different';
}
function judge_tables_isSame({ tableId, columns }, now) {
    return now?.tableId === tableId && (0,domain_column/* schemaHash */.ir)(now.columns) === (0,domain_column/* schemaHash */.ir)(columns);
}

;// CONCATENATED MODULE: ./build/procedures/open-slices.js



const open_slices_parallelReads = 16;
/**
 * What is left to do of a plan after what the records of slices say. A slice counts as written only while every file of it lies in storage in the
 * version that was recorded. Of the records one after the other is in memory.
 */
async function openSlices(plan, journal, store) {
    const isThere = async ({ path, etag }) => (await store.inspect(path))?.etag === etag;
    const areThere = async (files) => {
        for (const file of files)
            if (!(await isThere(file)))
                return false;
        return true;
    };
    const progress = [];
    for (const [index, table] of plan.tables.entries()) {
        progress.push(table.superseded === 'yes'
            ? await supersededTable(table, index, journal)
            : await openTable(table, index, journal, areThere));
    }
    return progress;
}
/** Nothing of it counts. */
async function supersededTable(table, index, journal) {
    const attempts = await pMap(journal.indicesOf(index), async (slice) => open_slices_lost(table, slice, (await journal.read({ table: index, index: slice }))?.attempt ?? 0), { concurrency: open_slices_parallelReads });
    return { ...beginning(table, index), slices: [], leftovers: attempts.flat() };
}
function beginning(table, index) {
    return {
        table,
        index,
        slices: [],
        nextIndex: table.slices.length,
        written: nothingWritten,
        writtenSlices: [],
        unequalSlices: 0,
        leftovers: [],
    };
}
async function openTable(table, index, journal, areThere) {
    const look = async (slice) => {
        const record = await journal.read({ table: index, index: slice.index });
        const attempts = record?.attempt ?? 0;
        if (record?.state === 'divided')
            return { into: record.into, leftovers: open_slices_lost(table, slice.index, attempts) };
        if (record?.state === 'written' && (await areThere(record.files)))
            return { written: sumOf(record.files), leftovers: open_slices_lost(table, slice.index, attempts - 1) };
        return { open: { ...slice, attempts }, leftovers: open_slices_lost(table, slice.index, attempts) };
    };
    const slices = [];
    const writtenSlices = [];
    const leftovers = [];
    let [written, unequalSlices, nextIndex] = [nothingWritten, 0, table.slices.length];
    let level = table.slices.map((slice, place) => ({ ...slice, index: place }));
    while (level.length > 0) {
        const seen = await pMap(level, look, { concurrency: open_slices_parallelReads });
        for (const [place, one] of seen.entries()) {
            const slice = level[place];
            if (slice === undefined)
                throw new Error('a slice without an answer');
            leftovers.push(...one.leftovers);
            if (one.open !== undefined)
                slices.push(one.open);
            if (one.written === undefined)
                continue;
            written = addWritten(written, one.written);
            writtenSlices.push(slice.index);
            if (one.written.fingerprint.rows !== slice.rows)
                unequalSlices += 1;
        }
        level = seen.flatMap(({ into }) => into ?? []);
        for (const part of level)
            nextIndex = Math.max(nextIndex, part.index + 1);
    }
    for (const used of journal.indicesOf(index))
        nextIndex = Math.max(nextIndex, used + 1);
    return { table, index, slices, nextIndex, written, writtenSlices, unequalSlices, leftovers };
}
/** Folders of the attempts up to that one. */
function open_slices_lost(table, slice, attempts) {
    return Array.from({ length: Math.max(0, attempts) }, (_, before) => attemptFolder(table.path, slice, before + 1));
}

;// CONCATENATED MODULE: ./build/domain/snapshot/slice-record.js



/** `owner` is the run that wrote it. */
const at = { formatVersion: launch_schemas/* literal */.euz(1), owner: launch_schemas/* string */.YjP(), table: launch_schemas/* int */.Whr(), index: launch_schemas/* int */.Whr(), attempt: launch_schemas/* int */.Whr() };
const sliceRecord = launch_schemas/* discriminatedUnion */.gMt('state', [
    /** May be running, may have left files, may never have been sent. */
    launch_schemas/* strictObject */.rej({ ...at, state: launch_schemas/* literal */.euz('begun') }),
    /** These files and no others are the slice. */
    launch_schemas/* strictObject */.rej({ ...at, state: launch_schemas/* literal */.euz('written'), files: launch_schemas/* array */.YOg(fileRecord) }),
    /** Was too big; these slices take its place. */
    launch_schemas/* strictObject */.rej({ ...at, state: launch_schemas/* literal */.euz('divided'), into: launch_schemas/* array */.YOg(sizedSlice.extend({ index: launch_schemas/* int */.Whr() })) }),
]);
const parseSliceRecord = (text, path) => check(sliceRecord, parseJson(text, path), path);

;// CONCATENATED MODULE: ./build/procedures/slice-journal.js





/** `check` throws once the run may not go on; it is asked before each record. */
async function openSliceJournal(store, paths, { id, owner, check }) {
    const versions = await readVersions(store, paths, id);
    const versionsOf = (table) => {
        const known = versions.get(table) ?? new Map();
        versions.set(table, known);
        return known;
    };
    const save = async (record) => {
        check();
        const path = sliceRecordPath(paths, id, record.table, record.index);
        const body = writeDocument(record);
        const known = versionsOf(record.table).get(record.index);
        const condition = known === undefined ? { kind: 'if-absent' } : { kind: 'if-match', etag: known };
        const written = await store.write(path, body, condition);
        const etag = written === 'conflict' ? await overOwn(store, path, body, owner) : written.etag;
        versionsOf(record.table).set(record.index, etag);
    };
    const head = (place, attempt) => ({ formatVersion: 1, owner, ...place, attempt });
    return {
        begin: (place, attempt) => save({ ...head(place, attempt), state: 'begun' }),
        written: (place, attempt, files) => save({ ...head(place, attempt), state: 'written', files: [...files] }),
        divided: (place, attempt, into) => save({ ...head(place, attempt), state: 'divided', into: [...into] }),
        async read({ table, index }) {
            if (versions.get(table)?.has(index) !== true)
                return undefined;
            const path = sliceRecordPath(paths, id, table, index);
            const blob = await store.read(path);
            if (blob === undefined)
                return undefined;
            const record = parseSliceRecord(blob.body, path);
            versionsOf(table).set(index, blob.etag);
            return record;
        },
        indicesOf: (table) => [...(versions.get(table)?.keys() ?? [])],
    };
}
/** By table, then by slice. */
async function readVersions(store, paths, id) {
    const versions = new Map();
    for await (const { path, etag } of store.list(sliceRecordsPrefix(paths, id))) {
        const place = parseSliceRecordPath(path);
        if (place === undefined)
            continue;
        const known = versions.get(place.table);
        if (known === undefined)
            versions.set(place.table, new Map([[place.index, etag]]));
        else
            known.set(place.index, etag);
    }
    return versions;
}
/** A conflict may come of an own write whose answer was lost: what is newer takes its place. */
async function overOwn(store, path, body, owner) {
    const there = await store.read(path);
    if (there?.body === body)
        return there.etag;
    if (there !== undefined && (await ifReadable(() => parseSliceRecord(there.body, path)))?.owner === owner) {
        const written = await store.write(path, body, { kind: 'if-match', etag: there.etag });
        if (written !== 'conflict')
            return written.etag;
    }
    throw (0,domain_problem/* problemError */.gS)({
        code: 'taken-over',
        summary: 'Another run goes on with this snapshot.',
        detail: `${path} was written by someone else.`,
        next: 'Let the other run finish.',
    });
}

;// CONCATENATED MODULE: ./build/procedures/run-snapshot.js










/** The service forgets operations, and rows expire: what is older begins anew. */
const longestInterruption = 24 * 3_600_000;
/** The newest snapshot that was begun for the same request and not finished, unless a complete one is newer. */
async function run_snapshot_findUnfinished(asked, { store, paths, clock }) {
    for (const id of await listSnapshots(store, paths)) {
        const path = intentPath(paths, id);
        const blob = await store.read(path);
        if (blob === undefined || (await store.inspect(manifestPath(paths, id))) !== undefined)
            return undefined;
        const plan = await ifReadable(() => parsePlan(blob.body, path));
        if (plan === undefined)
            return undefined;
        if (clock.now().getTime() - Date.parse(plan.startedAt) > longestInterruption)
            return undefined;
        if (JSON.stringify(plan.asked) === JSON.stringify(asked))
            return { plan, etag: blob.etag };
    }
    return undefined;
}
/** Stores what is going to be done, before anything of it is. `known` is the version that it takes the place of. */
async function storeIntent(plan, known, { store, paths }) {
    const path = intentPath(paths, plan.snapshotId);
    const body = serializePlan(plan);
    const condition = known === undefined ? { kind: 'if-absent' } : { kind: 'if-match', etag: known };
    const written = await store.write(path, body, condition);
    if (written !== 'conflict')
        return { plan, etag: written.etag };
    const there = await store.read(path);
    if (there?.body === body)
        return { plan, etag: there.etag };
    throw (0,domain_problem/* problemError */.gS)({
        code: 'taken-over',
        summary: 'Another run goes on with this snapshot.',
        detail: `${path} was written by someone else.`,
        next: 'Let the other run finish.',
    });
}
/** The stored plan where it still fits the database; otherwise what fits is stored in its place. */
async function refreshStored(stored, again, run, world) {
    const plan = await run.refresh(stored, again);
    return plan === stored.plan ? stored : storeIntent(plan, stored.etag, world);
}
/** Does what of the plan is not done yet. Can be interrupted anywhere and run again. */
async function runSnapshot(stored, run, world) {
    const { database, store, clock, progress, paths } = world;
    const id = stored.plan.snapshotId;
    let current = stored;
    for (let turn = 0;; turn += 1) {
        const { owner, check } = run;
        const journal = await openSliceJournal(store, paths, { id, owner, check });
        const exported = await exportPlan(current.plan, journal, world);
        progress.phase('Checking what was written');
        const judged = await judgeTables(exported, database.read);
        const fuzzy = judged.filter(({ exactness }) => exactness.kind === 'fuzzy').map(({ table }) => table.name);
        if (fuzzy.length === 0 || turn === run.retries) {
            run.check();
            const manifest = await finishSnapshot({ plan: current.plan, judged, journal, database, store, clock, paths, id });
            await removeLeftovers(exported, world);
            return manifest;
        }
        progress.warn(`Fuzzy, and exported again at a new cursor: ${fuzzy.join(', ')}`);
        current = await refreshStored(current, new Set(fuzzy), run, world);
    }
}
/** Every table of the plan with what lies of it in storage now. */
async function exportPlan(plan, journal, { database, store, parquet, clock, progress }) {
    const before = await openSlices(plan, journal, store);
    progress.phase(`Exporting ${plan.tables.filter(({ superseded }) => superseded === 'no').length} tables`);
    const written = before.reduce((sum, { writtenSlices }) => sum + writtenSlices.length, 0);
    if (written > 0)
        progress.note(`${written} slices are written already`);
    const read = database.read;
    const now = await exportSlices(before, journal, {
        exporter: database.export,
        read,
        store,
        parquet,
        clock,
        progress,
    });
    return before.map((table, index) => [table.table, together(table, now[index])]);
}
function together(before, now) {
    if (now === undefined)
        throw new Error(`${before.table.name} was not exported`);
    return {
        ...now,
        written: addWritten(before.written, now.written),
        writtenSlices: [...before.writtenSlices, ...now.writtenSlices],
        leftovers: [...before.leftovers, ...now.leftovers],
        unequalSlices: before.unequalSlices + now.unequalSlices,
    };
}
/** Of attempts that are on record; nothing else is touched. Where storage keeps everything, they stay and count for nothing. */
async function removeLeftovers(exported, { store, progress }) {
    try {
        for (const folder of exported.flatMap(([, { leftovers }]) => leftovers)) {
            for await (const { path } of store.list(`${folder}/`))
                await store.remove(path);
        }
    }
    catch (error) {
        if (!(error instanceof domain_problem/* ProblemError */.Mm))
            throw error;
        progress.warn(`Files of lost attempts could not be removed, and count for nothing: ${error.message}`);
    }
}

;// CONCATENATED MODULE: ./build/verbs/top-up-report.js

function toppedUpOf({ tables }) {
    return tables.map(({ name, fingerprint, reused, notReused }) => {
        const held = BigInt(reused?.rows ?? 0);
        const added = BigInt(fingerprint.rows) - held;
        return { name, added, ...(reused === undefined ? { notReused } : { reused: held }) };
    });
}
function plannedTopUp({ tables }) {
    return tables.map(({ name, slices, reused, notReused }) => {
        const added = (0,numbers/* totalOf */.e6)(slices.map(({ rows }) => rows));
        return { name, added, ...(reused === undefined ? { notReused } : { reused: reused.fingerprint.rows }) };
    });
}
/** What is new and what is reused, and every table that had to be exported whole with the reason. */
function showTopUp(base, tables) {
    if (base === undefined)
        return [];
    const reused = tables.flatMap((table) => table.reused ?? []);
    const added = (0,numbers/* totalOf */.e6)(tables.filter((table) => table.reused !== undefined).map((table) => table.added));
    const whole = tables.filter((table) => table.reused === undefined);
    const blocks = [
        {
            kind: 'sentence',
            text: `It tops up ${base.snapshotId}: ${(0,numbers/* showCount */.px)((0,numbers/* totalOf */.e6)(reused))} rows of ${reused.length} tables lie in files of that snapshot, ${(0,numbers/* showCount */.px)(added)} rows of them are new.`,
        },
    ];
    if (whole.length === 0)
        return blocks;
    return [
        ...blocks,
        { kind: 'sentence', text: 'Exported whole, since the base no longer holds what is there:' },
        { kind: 'facts', facts: whole.map(({ name, notReused }) => [name, notReused ?? '']) },
    ];
}

;// CONCATENATED MODULE: ./build/verbs/snapshot.js













const snapshot_snapshot = defineCommand({
    name: 'snapshot',
    group: 'keep',
    summary: 'Write one verified Parquet snapshot of the chosen tables, plus the schema',
    hosts: ['action', 'cli'],
    afterInterruption: 'Run snapshot again with the same inputs: it goes on where it stopped.',
    inputs: {
        ...connection,
        ...storage,
        tables: { type: 'list', default: '*', describe: 'Tables by name or glob; !glob takes away' },
        'slice-rows': {
            type: 'count',
            default: '16000000',
            describe: 'Rows that one export command writes at most; less where rows are wide or memory was short before',
        },
        resume: {
            type: 'choice',
            choices: ['auto', 'never'],
            default: 'auto',
            describe: 'auto goes on with the same snapshot when one was begun less than a day ago and interrupted; never begins anew',
        },
        'retry-fuzzy': {
            type: 'count',
            describe: 'How often a table is exported again, at a new cursor, when rows were changed while it was written',
        },
        'top-up': {
            type: 'text',
            describe: 'Snapshot id, or latest for the newest that is no top-up itself: only rows that came after it are exported, and its files are used again',
        },
        'base-check': {
            type: 'choice',
            choices: baseChecks,
            default: 'counts',
            describe: 'With top-up, how the rows of that snapshot are compared with the live ones first; counts: number and times; contents: also every value',
        },
        'dry-run': { type: 'switch', describe: 'Show what would be exported and stop' },
    },
    outputs: [
        { name: 'snapshot-id', describe: 'Id of the snapshot that was written' },
        { name: 'tables', describe: 'Number of tables in it' },
        { name: 'rows', describe: 'Number of rows in it' },
        { name: 'bytes', describe: 'Bytes of its Parquet files' },
        { name: 'verdict', describe: 'pass when every table is exact, unknown when one is fuzzy' },
    ],
    async run(request, world) {
        const { clock, progress, self } = world;
        const startedAt = clock.now();
        const database = world.openDatabase(request);
        const store = world.openStore(request);
        const parquet = world.openParquet(store);
        const paths = databasePaths(database.clusterHost, database.name);
        const work = { database, store, parquet, clock, progress, paths };
        const asked = askedBy(request);
        const requestFor = async (id, begun, known) => {
            const last = await newestManifest(store, paths);
            const base = await baseFor(asked, known, { store, paths });
            return { database, clock, store, paths, id, startedAt: begun, toolVersion: world.toolVersion, asked, last, base };
        };
        const plan = async () => {
            progress.phase('Settling the cursor');
            const now = clock.now();
            return planSnapshot(await requestFor(snapshotId(now, clock.randomHex(4)), now));
        };
        if (request['dry-run'])
            return snapshot_planned(await plan());
        const ownRun = {
            owner: clock.randomHex(16),
            retries: request['retry-fuzzy'] ?? 0,
            refresh: async ({ plan: before }, again) => refreshPlan(before, again, await requestFor(before.snapshotId, new Date(before.startedAt), before.base)),
        };
        const unfinished = async () => (request.resume === 'auto' ? run_snapshot_findUnfinished(asked, work) : undefined);
        // Whatever is wrong with the request is found before the lease, which is the first thing that is written.
        const fresh = (await unfinished()) === undefined ? await plan() : undefined;
        const plannedAt = clock.now().getTime();
        return withLease('snapshot', { store, paths, clock, progress, self }, async ({ check }) => {
            const run = { ...ownRun, check };
            const begun = await unfinished();
            if (begun !== undefined)
                progress.note(`going on with snapshot ${begun.plan.snapshotId}, which was interrupted`);
            const isFresh = fresh !== undefined && clock.now().getTime() - plannedAt < planStaysFresh;
            const stored = begun === undefined
                ? await storeIntent(isFresh ? fresh : await plan(), undefined, work)
                : await refreshStored(begun, new Set(), run, work);
            const manifest = await runSnapshot(stored, run, work);
            const path = manifestPath(paths, manifest.snapshotId);
            return snapshot_taken(manifest, path, clock.now().getTime() - startedAt.getTime());
        });
    },
});
/** In the order in which it is stored, since an interrupted snapshot is found by the same text. */
function askedBy(request) {
    const topUp = request['top-up'];
    return {
        tables: [...request.tables],
        sliceRows: request['slice-rows'],
        ...(topUp === undefined ? {} : { topUp, baseCheck: request['base-check'] }),
    };
}
/** A plan made before a wait for the lease may lack what came meanwhile. */
const planStaysFresh = 5_000;
function snapshot_planned(plan) {
    const rows = (0,numbers/* totalOf */.e6)(plannedTopUp(plan).map(({ added, reused }) => added + (reused ?? 0n)));
    return {
        outcomes: plan.tables.map(({ name }) => ({ kind: 'not-attempted', item: name, note: 'dry run' })),
        report: [
            { kind: 'heading', text: `A snapshot would hold ${(0,numbers/* showCount */.px)(rows)} rows of ${plan.tables.length} tables.` },
            ...showTopUp(plan.base, plannedTopUp(plan)),
            {
                kind: 'table',
                columns: [
                    { title: 'Table' },
                    { title: 'Rows', align: 'right' },
                    { title: 'Newer', align: 'right' },
                    { title: 'Slices', align: 'right' },
                ],
                rows: plan.tables.map(({ name, populations, slices }) => [
                    name,
                    (0,numbers/* showCount */.px)(populations.atCursor + populations.untimed),
                    (0,numbers/* showCount */.px)(populations.total - populations.atCursor - populations.untimed),
                    (0,numbers/* showCount */.px)(slices.length),
                ]),
            },
        ],
        outputs: { tables: String(plan.tables.length), rows: rows.toString() },
        data: { dryRun: true, base: plan.base?.snapshotId, tables: plan.tables.map(snapshot_plannedTable), rows: rows.toString() },
    };
}
function snapshot_plannedTable({ name, slices, reused, notReused }) {
    const rows = slices.map((slice) => slice.rows);
    const held = reused?.fingerprint.rows;
    return {
        name,
        rows: ((0,numbers/* totalOf */.e6)(rows) + (held ?? 0n)).toString(),
        reusedRows: held?.toString(),
        notReused,
        slices: rows.map(String),
    };
}
function snapshot_taken(manifest, path, milliseconds) {
    const { snapshotId: id, tables } = manifest;
    const rows = (0,numbers/* totalOf */.e6)(tables.map((table) => BigInt(table.fingerprint.rows)));
    const bytes = tables.reduce((sum, table) => sum + table.bytes, 0);
    const verdict = verdictOf(tables.flatMap(({ name, exactness }) => fuzzyProblems(name, exactness)));
    const report = [
        { kind: 'heading', text: headline(verdict.kind, id) },
        {
            kind: 'sentence',
            text: `${(0,numbers/* showCount */.px)(rows)} rows of ${tables.length} tables in ${(0,numbers/* showBytes */.ni)(bytes)}, ${(0,numbers/* showDuration */.kJ)(milliseconds)}.`,
        },
        ...showTopUp(manifest.base, toppedUpOf(manifest)),
        ...takenBefore(manifest, milliseconds),
        ...snapshot_newerRows(manifest),
        {
            kind: 'table',
            columns: [
                { title: 'Table' },
                { title: 'Rows', align: 'right' },
                { title: 'Files', align: 'right' },
                { title: 'Bytes', align: 'right' },
                { title: 'Exact' },
            ],
            rows: tables.map((table) => [
                table.name,
                (0,numbers/* showCount */.px)(BigInt(table.fingerprint.rows)),
                (0,numbers/* showCount */.px)(table.files),
                (0,numbers/* showBytes */.ni)(table.bytes),
                table.exactness.kind === 'exact' ? 'yes' : table.exactness.reason,
            ]),
        },
    ];
    return {
        verdict,
        outcomes: tables.map(({ name }) => ({ kind: 'done', item: name })),
        report,
        outputs: {
            'snapshot-id': id,
            tables: String(tables.length),
            rows: rows.toString(),
            bytes: String(bytes),
            verdict: verdict.kind,
        },
        data: { snapshotId: id, base: manifest.base?.snapshotId, manifest: path, milliseconds, tables },
    };
}
/** A run that went on with an interrupted snapshot ends long after its cursor. */
function takenBefore({ startedAt, finishedAt }, milliseconds) {
    const age = Date.parse(finishedAt) - Date.parse(startedAt);
    if (age < milliseconds + 60_000)
        return [];
    return [
        { kind: 'sentence', text: `It was begun ${(0,numbers/* showDuration */.kJ)(age)} before its end, and holds what was there then.` },
    ];
}
function snapshot_newerRows({ tables }) {
    const later = tables.filter(({ populations }) => populations.newer !== '0');
    if (later.length === 0)
        return [];
    const counts = later.map(({ name, populations }) => `${name} ${(0,numbers/* showCount */.px)(BigInt(populations.newer))}`);
    return [{ kind: 'sentence', text: `Rows that arrived after its cursor are not in it: ${counts.join(', ')}.` }];
}
function headline(verdict, id) {
    return verdict === 'pass'
        ? `Snapshot ${id} is complete and exact.`
        : `Snapshot ${id} is complete, but not exact for every table.`;
}
function fuzzyProblems(name, exactness) {
    if (exactness.kind === 'exact')
        return [];
    return [
        {
            code: 'unknown',
            summary: `${name} is fuzzy: ${exactness.reason}${exactness.rows === undefined ? '' : ` (${exactness.rows} rows)`}.`,
            next: 'Take another snapshot when nothing deletes or replaces its rows, or let retry-fuzzy export it again.',
        },
    ];
}

;// CONCATENATED MODULE: ./build/domain/snapshot/rotation.js


/** In which of so many parts a file is: fixed by its path, so that parts do not overlap and nothing has to be remembered. */
function partOfFile(path, of) {
    return (0,external_node_crypto_.createHash)('sha256').update(path).digest().readUInt32BE(0) % of;
}
function isInPart(path, rotation) {
    return rotation === undefined || partOfFile(path, rotation.of) === rotation.part;
}
/** Whether the check read this part, at the level or deeper; a check of all files read every part. */
function hasRead({ level, rotation }, at, { of, part }) {
    if (includes(level, at) === 'no')
        return false;
    return rotation === undefined || (rotation.of === of && rotation.part === part);
}
/**
 * The part whose turn it is: the one that one of the tables has waited for the longest, at this level. With the same inputs, so many runs read
 * every file once. The first of several that waited as long.
 */
function nextPart(of, level, tables, verifications) {
    const parts = Array.from({ length: of }, (_, part) => ({ of, part }));
    const waiting = parts.map((rotation) => ({ rotation, since: leastRecent(rotation, level, tables, verifications) }));
    return waiting.reduce((first, next) => (next.since < first.since ? next : first)).rotation;
}
/** When the table that waited longest was last looked at, as text whose order is that of time; empty for never. */
function leastRecent(rotation, level, tables, verifications) {
    const reads = verifications.filter((one) => hasRead(one, level, rotation));
    const newest = new Map();
    for (const { at, tables: seen } of reads) {
        for (const { name, files } of seen) {
            if (files !== undefined && at > (newest.get(name) ?? ''))
                newest.set(name, at);
        }
    }
    const [least = ''] = tables.map((name) => newest.get(name) ?? '').sort();
    return least;
}

;// CONCATENATED MODULE: ./build/domain/snapshot/proof.js


/**
 * One proof for each side and level that something was looked at, deepest first; a level is left out where a deeper one shows as much. A snapshot was
 * read back from storage when it was taken, which counts as a check of its own. `verifications` in the order of time.
 */
function proofsOf(manifest, verifications) {
    const deepestFirst = levels.toReversed();
    const storage = deepestFirst.flatMap((level) => storageProof(level, manifest, verifications) ?? []);
    const database = deepestFirst.flatMap((level) => databaseProof(level, manifest, verifications) ?? []);
    return [...withoutRepeats(storage), ...withoutRepeats(database)];
}
/** The deepest level that all tables and files passed; the level that the snapshot was taken at when nothing later says another thing. */
function provenLevel(proofs) {
    const complete = proofs.filter(({ verdict, parts }) => verdict === 'pass' && (parts?.read ?? 0) === (parts?.of ?? 0));
    const reached = complete.map(({ level }) => levels.indexOf(level));
    return levels[Math.max(-1, ...reached)];
}
function databaseProof(level, { tables }, verifications) {
    const newest = new Map();
    for (const one of verifications) {
        if (includes(one.level, level) === 'no')
            continue;
        for (const { name, live } of one.tables)
            if (live !== undefined)
                newest.set(name, { verdict: live, at: one.at });
    }
    const looks = tables.map(({ name }) => newest.get(name));
    return joinLooks({ against: 'database', level }, looks);
}
function storageProof(level, manifest, verifications) {
    if (level === 'counts' || level === 'contents')
        return undefined;
    const names = manifest.tables.map(({ name }) => name);
    const reads = verifications.filter((one) => includes(one.level, level) === 'yes' && one.against !== 'database');
    const taken = includes(manifest.level, level) === 'yes' ? manifest.finishedAt : undefined;
    const of = reads.findLast(({ rotation }) => rotation !== undefined)?.rotation?.of ?? 1;
    const byPart = Array.from({ length: of }, (_, part) => {
        const newest = new Map(taken === undefined ? [] : names.map((name) => [name, { verdict: 'pass', at: taken }]));
        for (const one of reads.filter((read) => hasRead(read, level, { of, part }))) {
            for (const { name, files } of one.tables)
                if (files !== undefined)
                    newest.set(name, { verdict: files.verdict, at: one.at });
        }
        return names.map((name) => newest.get(name));
    });
    const readParts = byPart.filter((looks) => looks.some((look) => look !== undefined));
    const proof = joinLooks({ against: 'storage', level }, readParts.flat());
    return proof === undefined ? undefined : { ...proof, parts: { read: readParts.length, of } };
}
function joinLooks(head, looks) {
    const known = looks.filter((look) => look !== undefined);
    const times = known.map(({ at }) => at).sort();
    const [from, to] = [times[0], times.at(-1)];
    if (from === undefined || to === undefined)
        return undefined;
    const verdicts = known.map(({ verdict }) => verdict);
    const isWhole = known.length === looks.length && !verdicts.includes('unknown');
    return { ...head, verdict: verdicts.includes('fail') ? 'fail' : isWhole ? 'pass' : 'unknown', from, to };
}
/** What was found out last at a level tells nothing new when a deeper check of everything found it out. */
function withoutRepeats(deepestFirst) {
    return deepestFirst.filter((proof, place) => {
        const covers = ({ parts, from, verdict }) => (parts?.read ?? 0) === (parts?.of ?? 0) && from >= proof.from && verdict === proof.verdict;
        return !deepestFirst.slice(0, place).some(covers);
    });
}

;// CONCATENATED MODULE: ./build/domain/snapshot/verification.js



/** What a snapshot is compared with. `storage` is its own files, which needs no database. */
const sides = ['database', 'storage'];
const againstChoices = ['both', ...sides];
/** Whether a check against `against` looks at `side`. */
function looksAt(against, side) {
    return against === 'both' || against === side;
}
/**
 * The deepest level that a check really reaches: without the files `full` is `contents` and `files` is `counts`, and without the database
 * `contents` is `files`. Undefined where nothing is left to look at.
 */
function reachedLevel(level, against) {
    if (against === 'both')
        return level;
    const reached = {
        database: { counts: 'counts', files: 'counts', contents: 'contents', full: 'contents' },
        storage: { files: 'files', contents: 'files', full: 'full' },
    };
    return reached[against][level];
}
const verdict = launch_schemas/* enum */.k5n(['pass', 'fail', 'unknown']);
const finding = launch_schemas/* strictObject */.rej({ code: launch_schemas/* string */.YjP(), summary: launch_schemas/* string */.YjP(), detail: launch_schemas/* string */.YjP().optional() });
const tableResult = launch_schemas/* strictObject */.rej({
    name: launch_schemas/* string */.YjP(),
    /** Of the live table; absent when it was not compared, or was announced to differ. */
    live: verdict.optional(),
    /** Of the table's files, and how many of how many were looked at; absent when none was to be. */
    files: launch_schemas/* strictObject */.rej({ verdict, looked: launch_schemas/* int */.Whr(), of: launch_schemas/* int */.Whr() }).optional(),
});
const verification = launch_schemas/* strictObject */.rej({
    formatVersion: launch_schemas/* literal */.euz(1),
    snapshotId: launch_schemas/* string */.YjP(),
    /** When it ended. */
    at: launch_schemas/* string */.YjP(),
    level: launch_schemas/* enum */.k5n(levels),
    against: launch_schemas/* enum */.k5n(againstChoices),
    /** The part of the files that was looked at, from 0; all of them when absent. */
    rotation: launch_schemas/* strictObject */.rej({ of: launch_schemas/* int */.Whr().min(1), part: launch_schemas/* int */.Whr().min(0) }).optional(),
    verdict,
    tables: launch_schemas/* array */.YOg(tableResult),
    /** What was found to be wrong, or could not be found out. */
    findings: launch_schemas/* array */.YOg(finding),
    /** How many more there were than are kept here. */
    furtherFindings: launch_schemas/* int */.Whr().optional(),
});
const parseVerification = (text, path) => check(verification, parseJson(text, path), path);
/** A damaged snapshot of a million files has a million findings; the report has told them all. */
const mostFindings = 1_000;
/** What of the problems is kept in the record. */
function recordFindings(problems) {
    const findings = problems.slice(0, mostFindings).map(({ code, summary, detail }) => ({
        code,
        summary,
        ...(detail === undefined ? {} : { detail }),
    }));
    const furtherFindings = problems.length - findings.length;
    return { findings, ...(furtherFindings === 0 ? {} : { furtherFindings }) };
}

;// CONCATENATED MODULE: ./build/procedures/verification-records.js



/** Every check of the snapshot that was recorded, oldest first. */
async function readVerifications(store, paths, id) {
    const records = [];
    for await (const { path } of store.list(verificationsPrefix(paths, id))) {
        const blob = await store.read(path);
        if (blob !== undefined)
            records.push(parseVerification(blob.body, path));
    }
    return records.sort((a, b) => (a.at < b.at ? -1 : 1));
}
/**
 * Kept beside the snapshot, never in it. Who may only read can check a snapshot all the same: then `not-stored`, which has to be told, since nobody
 * else will know of the check.
 */
async function writeVerification(store, paths, id, record) {
    const path = verificationPath(paths, id, new Date(record.at), record.level);
    try {
        await store.write(path, `${JSON.stringify(record)}\n`, { kind: 'if-absent' });
        return 'stored';
    }
    catch (error) {
        if (error instanceof domain_problem/* ProblemError */.Mm && error.problems.every(({ code }) => code === 'sign-in'))
            return 'not-stored';
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/verbs/proof-report.js
/** What was shown of a snapshot: which side, how deep, how much of the files, when, and what came of it. */
function showProofs(id, proofs) {
    if (proofs.length === 0)
        return [];
    return [
        { kind: 'sentence', text: `What was proven of ${id}:` },
        {
            kind: 'table',
            columns: [{ title: 'Against' }, { title: 'Level' }, { title: 'Files' }, { title: 'When' }, { title: 'Verdict' }],
            rows: proofs.map(({ against, level, parts, from, to, verdict }) => [
                against,
                level,
                parts === undefined ? '' : showParts(parts),
                from === to ? to : `${from} to ${to}`,
                verdict,
            ]),
        },
    ];
}
function showParts({ read, of }) {
    return read === of ? 'all' : `${read} of ${of} parts`;
}

;// CONCATENATED MODULE: ./build/verbs/status.js










const status_status = defineCommand({
    name: 'status',
    group: 'start',
    summary: 'What protects this database: its snapshots with age, rows, bytes and the level they were verified at',
    hosts: ['action', 'cli'],
    inputs: { ...connection, ...storage },
    outputs: [
        { name: 'snapshots', describe: 'Number of complete snapshots' },
        { name: 'latest', describe: 'Id of the newest complete snapshot, empty when there is none' },
        {
            name: 'unprotected-tables',
            describe: 'Comma-separated names of the tables that no complete snapshot holds exactly',
        },
    ],
    async run(request, world) {
        const database = world.openDatabase(request);
        const store = world.openStore(request);
        const paths = databasePaths(database.clusterHost, database.name);
        const now = world.clock.now();
        const tables = await status_readTables(database.read);
        const snapshots = [];
        for (const id of await listSnapshots(store, paths))
            snapshots.push(await inspectSnapshot(store, paths, id, now));
        return status_describe(snapshots, database.name, tables);
    },
});
/** The snapshots of a cluster can be listed while it is away; what they do not protect cannot be told then. */
async function status_readTables(read) {
    try {
        return selectTables(await read.tables(), ['*']);
    }
    catch (error) {
        const unreachable = error instanceof domain_problem/* ProblemError */.Mm && error.problems.find(({ code }) => code === 'unreachable');
        if (unreachable)
            return { ...unreachable, code: 'unknown' };
        throw error;
    }
}
async function inspectSnapshot(store, paths, id, now) {
    const manifest = await readOrDamaged(() => readManifest(store, paths, id));
    if (manifest === undefined)
        return { id, state: 'incomplete' };
    if (manifest === 'damaged')
        return { id, state: 'damaged' };
    const proofs = proofsOf(manifest, await readVerifications(store, paths, id));
    const level = manifest.tables.length === 0 ? manifest.level : provenLevel(proofs);
    return {
        id,
        state: 'complete',
        ageMilliseconds: now.getTime() - Date.parse(manifest.startedAt),
        tables: manifest.tables.map(({ name }) => name),
        exactTableIds: manifest.tables.filter(({ exactness }) => exactness.kind === 'exact').map(({ tableId }) => tableId),
        rows: (0,numbers/* totalOf */.e6)(manifest.tables.map(({ fingerprint }) => BigInt(fingerprint.rows))).toString(),
        bytes: manifest.tables.reduce((sum, { bytes }) => sum + bytes, 0),
        fuzzyTables: manifest.tables.filter(({ exactness }) => exactness.kind === 'fuzzy').map(({ name }) => name),
        ...(level === undefined ? {} : { level }),
        ...(manifest.base === undefined ? {} : { base: manifest.base.snapshotId }),
        proofs,
    };
}
/** A damaged manifest is something to show; every other problem stops the listing. */
async function readOrDamaged(read) {
    try {
        return await read();
    }
    catch (error) {
        if (error instanceof domain_problem/* ProblemError */.Mm && error.problems.every(({ code }) => code === 'difference'))
            return 'damaged';
        throw error;
    }
}
function status_describe(snapshots, database, live) {
    const complete = snapshots.filter(({ state }) => state === 'complete');
    const [latest] = complete;
    const report = [{ kind: 'heading', text: status_headline(latest, complete.length, database) }];
    const isInterrupted = snapshots[0]?.state === 'incomplete';
    if (latest === undefined) {
        const text = isInterrupted ? 'Run snapshot: the interrupted one goes on.' : 'Take a snapshot.';
        report.push({ kind: 'next-step', text, command: 'kusto-rebuild snapshot' });
    }
    const held = new Set(complete.flatMap(({ exactTableIds }) => exactTableIds ?? []));
    const unprotected = isKnown(live)
        ? live.filter(({ tableId }) => !held.has(tableId)).map(({ name }) => name)
        : undefined;
    if (unprotected !== undefined && unprotected.length > 0) {
        const text = `Nothing protects ${unprotected.length} table${unprotected.length === 1 ? '' : 's'}: ${unprotected.join(', ')}.`;
        report.push({ kind: 'sentence', text });
        if (latest !== undefined)
            report.push({ kind: 'next-step', text: 'Take a snapshot.', command: 'kusto-rebuild snapshot' });
    }
    if (snapshots.length > 0)
        report.push(tableOf(snapshots));
    if (latest?.proofs !== undefined)
        report.push(...showProofs(latest.id, latest.proofs));
    return {
        ...(isKnown(live) ? {} : { verdict: { kind: 'unknown', problems: [live] } }),
        outcomes: [],
        report,
        outputs: {
            snapshots: String(complete.length),
            latest: latest?.id ?? '',
            ...(unprotected === undefined ? {} : { 'unprotected-tables': unprotected.join(',') }),
        },
        data: { snapshots, unprotectedTables: unprotected },
    };
}
function isKnown(live) {
    return Array.isArray(live);
}
function status_headline(latest, count, database) {
    if (latest === undefined)
        return `Nothing protects ${database}: there is no complete snapshot.`;
    const age = latest.ageMilliseconds === undefined ? 'of unknown age' : `${(0,numbers/* showDuration */.kJ)(latest.ageMilliseconds)} old`;
    return `${database} has ${count} complete snapshot${count === 1 ? '' : 's'}; the newest, ${latest.id}, is ${age}.`;
}
function tableOf(snapshots) {
    return {
        kind: 'table',
        columns: [
            { title: 'Snapshot' },
            { title: 'State' },
            { title: 'Age', align: 'right' },
            { title: 'Tables', align: 'right' },
            { title: 'Rows', align: 'right' },
            { title: 'Bytes', align: 'right' },
            { title: 'Level' },
            { title: 'Tops up' },
            { title: 'Fuzzy tables' },
        ],
        rows: snapshots.map((one) => [
            one.id,
            one.state,
            one.ageMilliseconds === undefined ? '' : (0,numbers/* showDuration */.kJ)(one.ageMilliseconds),
            one.tables === undefined ? '' : (0,numbers/* showCount */.px)(one.tables.length),
            one.rows === undefined ? '' : (0,numbers/* showCount */.px)(BigInt(one.rows)),
            one.bytes === undefined ? '' : (0,numbers/* showBytes */.ni)(one.bytes),
            one.level ?? '',
            one.base ?? '',
            one.fuzzyTables?.join(', ') ?? '',
        ]),
    };
}

;// CONCATENATED MODULE: ./build/procedures/check-blob.js



/** What is wrong with a blob that the manifest holds a digest of: it is missing, or another. */
async function checkBlob(store, digest) {
    return check_blob_differencesOf(async () => {
        const stored = await digestStored(store, digest.path);
        if (stored === undefined)
            return [missingBlob(digest)];
        return stored.sha256 === digest.sha256 ? [] : [changedBlob(digest, stored.sha256)];
    });
}
/** Differences that the work found or was stopped by, so that others are still looked for; every other problem rejects. */
async function check_blob_differencesOf(work) {
    try {
        return await work();
    }
    catch (error) {
        if (error instanceof domain_problem/* ProblemError */.Mm && error.problems.every(({ code }) => code === 'difference'))
            return error.problems;
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/procedures/check-file.js




/** Whether a file is still what the manifest says: there, the same version, the same rows; at `full`, every value. */
async function check_file_checkFile(request, world) {
    const { table, record, columns, level } = request;
    try {
        return await check_file_check({ table, record, columns, level }, world);
    }
    catch (error) {
        if (error instanceof domain_problem/* ProblemError */.Mm && error.problems.every(({ code }) => code === 'difference')) {
            return { problems: error.problems.map((problem) => ({ ...problem, summary: `${table}: ${problem.summary}` })) };
        }
        throw error;
    }
}
async function check_file_check({ table, record, columns, level }, { store, parquet }) {
    const { path } = record;
    const expected = loadFingerprint(record.fingerprint);
    const blob = await store.inspect(path);
    if (blob === undefined)
        return differs(`${table}: ${path} is missing.`, `expected ${record.bytes} bytes with ${expected.rows} rows, seen no such blob`);
    if (blob.etag !== record.etag || blob.bytes !== record.bytes) {
        return differs(`${table}: ${path} was overwritten.`, `expected version ${record.etag} of ${record.bytes} bytes, seen ${blob.etag} of ${blob.bytes} bytes`);
    }
    const footer = await parquet.footer(blob);
    if (footer.rows !== expected.rows)
        return differs(`${table}: ${path} has other rows.`, `expected ${expected.rows} rows, seen ${footer.rows}`);
    if (includes(level, 'full') === 'no')
        return { problems: [] };
    const recomputed = await parquet.recompute(blob, columns);
    return { problems: judgeValues({ table, path, columns, expected }, recomputed), recomputed };
}
function judgeValues(at, { fingerprint, wrongRows, firstWrongRow }) {
    if (wrongRows === 0 && sameFingerprint(fingerprint, at.expected))
        return [];
    const first = firstWrongRow === undefined ? '' : `, the first is row ${firstWrongRow}`;
    const detail = `expected ${at.expected.rows} rows with fingerprint ${showFingerprint(at.expected)}, seen ${fingerprint.rows} with ${showFingerprint(fingerprint)}; ${wrongRows} rows do not give their own hash${first}`;
    if (isCertain(at.columns, wrongRows, fingerprint.rows)) {
        return [{ code: 'difference', summary: `${at.table}: ${at.path} holds other values than were exported.`, detail }];
    }
    const summary = `${at.table}: whether ${at.path} holds the values that were exported cannot be told outside the engine.`;
    return [{ code: 'unknown', summary, detail, next: 'Restore the table under another name and compare there.' }];
}
/**
 * The hash of a real value and the canonical text of a dynamic one follow the engine, and are not documented to the byte. Where other rows of the
 * file do give their hash, the recipe is proven to hold here, and a row that does not was changed.
 */
function isCertain(columns, wrongRows, rows) {
    return BigInt(wrongRows) < rows || !columns.some(({ type }) => type === 'real' || type === 'dynamic');
}
function differs(summary, detail) {
    return { problems: [{ code: 'difference', summary, detail }] };
}

;// CONCATENATED MODULE: ./build/procedures/verify-files.js








const parallelFiles = 4;
/**
 * Compares the files of one table with its lists, and the lists and the script with the manifest. With a rotation only the files of one part are looked at;
 * the lists are always read to their end.
 */
async function verifyFiles(request, world) {
    const { table, level, rotation } = request;
    const tally = { problems: [], columns: new Map(), sum: emptyFingerprint, listed: 0, looked: 0, recomputed: 0 };
    const look = async (record) => {
        const place = tally.listed;
        tally.listed += 1;
        tally.sum = addFingerprints([tally.sum, loadFingerprint(record.fingerprint)]);
        if (!isInPart(record.path, rotation))
            return;
        tally.looked += 1;
        const { problems, recomputed } = await check_file_checkFile({ table: table.name, record, columns: table.columns, level }, world);
        if (problems.length > 0)
            tally.problems.push({ place, problems });
        if (recomputed === undefined)
            return;
        tally.recomputed += 1;
        for (const [name, sum] of recomputed.byColumn)
            tally.columns.set(name, addFingerprints([tally.columns.get(name) ?? emptyFingerprint, sum]));
    };
    const spoilt = await check_blob_differencesOf(async () => {
        await eachOf(readFileList(world.store, table), parallelFiles, look);
        return [];
    });
    const script = isInPart(table.handScript.path, rotation) ? await checkBlob(world.store, table.handScript) : [];
    const found = tally.problems.toSorted((a, b) => a.place - b.place).flatMap(({ problems }) => problems);
    const lists = spoilt.length > 0 ? spoilt.map((problem) => named(table, problem)) : compareSums(table, tally);
    const isComplete = includes(level, 'full') === 'yes' && spoilt.length === 0 && tally.recomputed === tally.listed;
    return {
        problems: [...lists, ...script.map((problem) => named(table, problem)), ...found],
        looked: tally.looked,
        ...(isComplete && tally.listed > 0 ? { columns: tally.columns } : {}),
    };
}
function named({ name }, problem) {
    return { ...problem, summary: `${name}: ${problem.summary}` };
}
function compareSums(table, { sum, listed }) {
    const expected = loadFingerprint(table.fingerprint);
    if (sameFingerprint(sum, expected) && listed === table.files)
        return [];
    const summary = `${table.name}: the file lists add up to ${sum.rows} rows in ${listed} files, the manifest says ${expected.rows} in ${table.files}.`;
    return [{ code: 'difference', summary }];
}

;// CONCATENATED MODULE: ./build/procedures/verify-table.js









/** Compares one table with its snapshot, at the level and at all below it. Everything that differs is named; nothing stops at the first difference. */
async function verifyTable(request, world) {
    const { table, live, level, against, rotation } = request;
    const expectedRows = loadFingerprint(table.fingerprint).rows;
    const hasFiles = looksAt(against, 'storage') && includes(level, 'files') === 'yes';
    const files = hasFiles ? await verifyFiles({ table, level, rotation }, world) : undefined;
    const head = { table: table.name, ...filesVerdict(files), expectedRows, columns: [] };
    if (!looksAt(against, 'database'))
        return head;
    if (live === undefined)
        return { ...head, live: verdictOf([gone(table, expectedRows)]) };
    const rows = locateRows(request.manifest, table, live, request.restores);
    const counts = await countRows(world.read, live, rows);
    const schema = (0,domain_column/* compareColumns */.lJ)(table.columns, live.columns);
    const contents = includes(level, 'contents') === 'yes'
        ? await compareContents({ table, live, rows, countedRows: counts.seen, stored: files?.columns }, world.read)
        : undefined;
    const problems = [
        ...schema
            .filter(({ expected }) => expected !== 'absent')
            .map((difference) => columnProblem(table.name, difference)),
        ...(counts.seen === expectedRows ? [] : [rowsProblem(table.name, expectedRows, counts.seen)]),
        ...(contents?.problems ?? []),
        ...verify_table_fuzzy(table),
    ];
    return {
        ...head,
        live: verdictOf(problems),
        seenRows: counts.seen,
        ...(counts.newer === undefined ? {} : { newerRows: counts.newer }),
        columns: columnChecks(schema, contents?.columns ?? new Map()),
    };
}
async function countRows(read, live, rows) {
    const cursor = rows.bound.kind === 'cursor' ? rows.bound.cursor : await read.cursor();
    const populations = await read.populations(live.name, live.columns, cursor);
    if (rows.kind === 'foreign')
        return { seen: populations.total };
    const seen = boundedRows(populations);
    return { seen, newer: populations.total - seen };
}
function filesVerdict(files) {
    return files === undefined ? {} : { files: verdictOf(files.problems), looked: files.looked };
}
/** The row fingerprint where all columns are there; column by column against the files' values where it differs or cannot be formed. */
async function compareContents(at, read) {
    const { table, live, rows } = at;
    const columns = table.columns;
    const shared = columns.filter(({ name, type }) => live.columns.some((column) => column.name === name && column.type === type));
    const problems = [];
    if (shared.length === columns.length) {
        const expected = loadFingerprint(table.fingerprint);
        const seen = await read.fingerprint(live.name, columns, rows.bound);
        if (sameFingerprint(expected, seen))
            return { problems, columns: new Map() };
        // Other counts are told already; rows that left between the count and the fingerprint are not.
        if (at.countedRows === expected.rows)
            problems.push(contentsProblem(table.name, expected, seen));
    }
    const { stored } = at;
    if (stored === undefined)
        return { problems: problems.map(adviseFull), columns: new Map() };
    const seen = await read.columnFingerprints(live.name, shared, rows.bound);
    const compared = shared.map(({ name }) => [name, sameColumn(stored.get(name), seen.get(name))]);
    return { problems, columns: new Map(compared) };
}
function sameColumn(stored, seen) {
    return stored !== undefined && seen !== undefined && sameFingerprint(stored, seen) ? 'equal' : 'differs';
}
function columnChecks(schema, contents) {
    const fromSchema = schema.map(({ column, expected, seen }) => {
        if (seen === 'absent')
            return { column, state: 'gone' };
        return { column, state: expected === 'absent' ? 'added' : 'changed' };
    });
    return [...fromSchema, ...[...contents].map(([column, state]) => ({ column, state }))];
}
function gone({ name }, rows) {
    return { code: 'difference', summary: `Table ${name} is gone.`, detail: `expected ${rows} rows, seen no such table` };
}
function columnProblem(table, { column, expected, seen }) {
    const what = seen === 'absent' ? 'is gone' : 'has another type';
    return {
        code: 'difference',
        summary: `${table}: column ${column} ${what}.`,
        detail: `expected ${expected}, seen ${seen}`,
    };
}
function rowsProblem(table, expected, seen) {
    const missing = expected - seen;
    const summary = missing > 0n
        ? `${table}: ${missing} rows of the snapshot are gone.`
        : `${table} has ${-missing} rows more than the snapshot.`;
    return { code: 'difference', summary, detail: `expected ${expected} rows, seen ${seen}` };
}
function contentsProblem(table, expected, seen) {
    const detail = `expected ${expected.rows} rows with fingerprint ${showFingerprint(expected)}, seen ${seen.rows} with ${showFingerprint(seen)}`;
    return { code: 'difference', summary: `${table}: the contents are not those of the snapshot.`, detail };
}
function adviseFull(problem) {
    return { ...problem, next: 'Run verify with level full to see which columns differ.' };
}
function verify_table_fuzzy({ name, exactness }) {
    if (exactness.kind === 'exact')
        return [];
    return [{ code: 'unknown', summary: `${name}: the snapshot itself is fuzzy, ${exactness.reason}.` }];
}

;// CONCATENATED MODULE: ./build/verbs/verify-report.js



function describeVerification(compared, judged, verdict) {
    const { id, level, against, rotation, record, others } = compared;
    const failed = judged.filter(({ verdicts }) => verdicts.some(({ kind }) => kind !== 'pass'));
    const files = filesLooked(compared, judged);
    return {
        verdict,
        outcomes: judged.map(({ check }) => ({ kind: 'done', item: check.table })),
        report: [
            { kind: 'heading', text: verify_report_headline(compared, { judged, failed: failed.length }, verdict) },
            ...(rotation === undefined ? [] : [turnSentence(rotation, files)]),
            ...(record === 'stored' ? [] : [notStored]),
            ...(others.length === 0
                ? []
                : [{ kind: 'sentence', text: `Not in this snapshot, so not compared: ${others.join(', ')}.` }]),
            verify_report_tableOf(compared, judged),
            ...verify_report_nextStep(id, judged),
        ],
        outputs: {
            verdict: verdict.kind,
            'snapshot-id': id,
            'failed-tables': failed.map(({ check }) => check.table).join(','),
        },
        data: { snapshotId: id, level, against, rotation, record, files, tables: judged.map(tableData) },
    };
}
const notStored = {
    kind: 'sentence',
    text: 'No record of this check was stored, since the storage may only be read; status does not know of it.',
};
/** Undefined when no file was to be looked at. */
function filesLooked({ tables }, judged) {
    const looked = judged.flatMap(({ check }) => check.looked ?? []);
    if (looked.length === 0)
        return undefined;
    const sum = (counts) => counts.reduce((total, count) => total + count, 0);
    return { looked: sum(looked), of: sum(tables.map(({ files }) => files)) };
}
function turnSentence({ of, part }, files) {
    const count = files === undefined ? 'No file' : `${(0,numbers/* showCount */.px)(files.looked)} of ${(0,numbers/* showCount */.px)(files.of)} files`;
    const rest = of === 1 ? '' : `, part ${part + 1} of ${of}; the others are looked at by other runs`;
    return { kind: 'sentence', text: `${count} were looked at${rest}.` };
}
function verify_report_tableOf({ against }, judged) {
    const notLive = looksAt(against, 'database') ? '' : 'not compared';
    return {
        kind: 'table',
        columns: [
            { title: 'Table' },
            { title: 'Live' },
            { title: 'Files' },
            { title: 'Rows in snapshot', align: 'right' },
            { title: 'Live rows', align: 'right' },
            { title: 'Newer', align: 'right' },
            { title: 'Columns' },
        ],
        rows: judged.map(({ check, isExpected }) => [
            check.table,
            check.live === undefined ? notLive : showLive(check.live, isExpected),
            check.files?.kind ?? 'not checked',
            (0,numbers/* showCount */.px)(check.expectedRows),
            check.seenRows === undefined ? '' : (0,numbers/* showCount */.px)(check.seenRows),
            check.newerRows === undefined ? '' : (0,numbers/* showCount */.px)(check.newerRows),
            columnSummary(check),
        ]),
    };
}
function showLive({ kind }, isExpected) {
    return isExpected && kind !== 'pass' ? `${kind}, expected` : kind;
}
function verify_report_nextStep(id, judged) {
    const harmed = judged.some(({ check, isExpected }) => !isExpected && check.live?.kind === 'fail');
    const spoilt = judged.some(({ check }) => check.files?.kind === 'fail');
    const isLiveKnown = judged.every(({ check }) => check.live !== undefined);
    if (spoilt && !harmed) {
        const live = isLiveKnown ? ', the live tables are not: take a new snapshot now.' : ': take a new snapshot now.';
        return [
            { kind: 'next-step', text: `Files of this snapshot are damaged${live}`, command: 'kusto-rebuild snapshot' },
        ];
    }
    if (spoilt) {
        const text = 'Files of this snapshot are damaged, and so are live tables: verify an older snapshot before restoring.';
        return [{ kind: 'next-step', text, command: 'kusto-rebuild status' }];
    }
    if (!harmed)
        return [];
    const text = 'Bring the damaged tables back from the snapshot.';
    return [{ kind: 'next-step', text, command: `kusto-rebuild restore --snapshot ${id}` }];
}
function tableData({ check, isExpected, verdicts }) {
    return {
        ...check,
        isExpected,
        verdict: verdicts.length === 0 ? 'not judged' : worstVerdict(verdicts).kind,
        expectedRows: check.expectedRows.toString(),
        seenRows: check.seenRows?.toString(),
        newerRows: check.newerRows?.toString(),
    };
}
function verify_report_headline({ id, level, against, rotation }, { judged, failed }, { kind }) {
    if (judged.length === 0)
        return `Snapshot ${id} holds no table, so there is nothing to compare.`;
    const changed = judged.filter(({ isExpected }) => isExpected).map(({ check }) => check.table);
    const except = changed.length === 0 ? '' : `, but for the changes that were announced in ${changed.join(', ')}`;
    const depth = `(level ${level}${rotation === undefined ? '' : `, part ${rotation.part + 1} of ${rotation.of} of the files`})`;
    const tables = `${failed} table${failed === 1 ? '' : 's'}`;
    if (against === 'storage') {
        if (kind === 'pass')
            return `The files of snapshot ${id} are those that were written ${depth}.`;
        return kind === 'fail'
            ? `The files of snapshot ${id} differ from what was written in ${tables} ${depth}.`
            : `Whether the files of snapshot ${id} are those that were written could not be found out ${depth}.`;
    }
    if (kind === 'pass')
        return `The database holds what snapshot ${id} holds${except} ${depth}.`;
    return kind === 'fail'
        ? `The database differs from snapshot ${id} in ${tables}${except} ${depth}.`
        : `Whether the database holds what snapshot ${id} holds could not be found out${except} ${depth}.`;
}
function columnSummary({ columns }) {
    const different = columns.filter(({ state }) => state !== 'equal').map(({ column, state }) => `${column} ${state}`);
    const equal = columns.filter(({ state }) => state === 'equal').length;
    return [...different, ...(equal > 0 ? [`${equal} equal`] : [])].join(', ');
}

;// CONCATENATED MODULE: ./build/verbs/verify.js
















const verify = defineCommand({
    name: 'verify',
    group: 'prove',
    summary: 'Compare the database with a snapshot, table by table, and column by column where they differ',
    hosts: ['action', 'cli'],
    inputs: {
        ...connection,
        ...storage,
        ...snapshot,
        tables: { type: 'list', default: '*', describe: 'Tables of the snapshot by name or glob; !glob takes away' },
        'expect-changes': {
            type: 'list',
            describe: 'Tables that may differ, for example because a deployment changed them on purpose; they are shown, and do not fail',
        },
        level: {
            type: 'choice',
            choices: levels,
            default: 'contents',
            describe: 'counts: rows; files: also every blob; contents: also the fingerprint of the live rows; full: also every value in the files',
        },
        against: {
            type: 'choice',
            choices: againstChoices,
            default: 'both',
            describe: 'What the snapshot is compared with: the database, its own files in storage, or both; storage sends nothing to the cluster',
        },
        rotation: {
            type: 'count',
            describe: 'Into how many parts the files are divided; a run looks at those of one part, that which waited longest, and so many runs at all',
        },
    },
    outputs: [
        { name: 'verdict', describe: 'pass, fail or unknown, of what was looked at' },
        { name: 'snapshot-id', describe: 'Id of the snapshot that was compared' },
        { name: 'failed-tables', describe: 'Comma-separated names of the tables that differ' },
    ],
    async run(request, world) {
        const { against } = request;
        const level = requireLevel(request);
        const database = world.openDatabase(request);
        const store = world.openStore(request);
        const parquet = world.openParquet(store);
        const paths = databasePaths(database.clusterHost, database.name);
        const read = looksAt(against, 'database') ? database.read : undefined;
        if (read !== undefined)
            requireCanary(await read.identity());
        const { id, manifest } = await openSnapshot(store, paths, request.snapshot);
        const pages = [manifest.schemaScript, manifest.handPage].map((page) => checkBlob(store, page));
        const spoilt = (await Promise.all(pages)).flat();
        const [restores, live] = await Promise.all([readRestoreRecords(store, paths), liveTables(read)]);
        const chosen = selectTables(manifest.tables, request.tables);
        const turn = async (of) => nextPart(of, level, chosen.map(({ name }) => name), await readVerifications(store, paths, id));
        const rotation = request.rotation === undefined ? undefined : await turn(request.rotation);
        const checks = [];
        for (const table of chosen) {
            world.progress.phase(`Comparing ${table.name}`);
            const now = live.find(({ name }) => name === table.name);
            const asked = { manifest, table, live: now, restores, level, against, rotation };
            checks.push(await verifyTable(asked, { read: database.read, store, parquet }));
        }
        const judged = checks.map((check) => verify_judge(check, request['expect-changes']));
        const verdicts = judged.flatMap((one) => one.verdicts);
        const whole = manifest.tables.length === 0 ? pass : worstVerdict(verdicts);
        const verdict = spoilt.length === 0 ? whole : worstVerdict([verdictOf(spoilt), ...verdicts]);
        const record = await writeVerification(store, paths, id, {
            formatVersion: 1,
            snapshotId: id,
            at: world.clock.now().toISOString(),
            level,
            against,
            ...(rotation === undefined ? {} : { rotation }),
            verdict: verdict.kind,
            tables: judged.map((one) => verify_resultOf(one, new Map(chosen.map(({ name, files }) => [name, files])))),
            ...recordFindings(verify_problemsOf(verdict)),
        });
        const others = selectTables(live, ['*']).filter(({ name }) => !manifest.tables.some((table) => table.name === name));
        const looked = { id, level, against, rotation, record, others: others.map(({ name }) => name), tables: chosen };
        const isLost = rotation !== undefined && record === 'not-stored';
        return describeVerification(looked, judged, isLost ? worstVerdict([verdict, unrecordedTurn(rotation)]) : verdict);
    },
});
/** What the request comes to; rejects with everything in it that leaves nothing to look at. */
function requireLevel(request) {
    const { level, against, rotation } = request;
    const problems = [];
    const reached = reachedLevel(level, against);
    if (reached === undefined) {
        problems.push({
            code: 'input',
            summary: `There is nothing to look at with level ${level} against ${against}.`,
            detail: 'The level counts looks at no file.',
            next: 'Choose level files or full, or compare with the database.',
        });
    }
    if (rotation !== undefined && (!looksAt(against, 'storage') || level === 'counts')) {
        problems.push({
            code: 'input',
            summary: `There is nothing to rotate with level ${level} against ${against}: no file is looked at.`,
            detail: `Seen: rotation ${rotation}.`,
            next: 'Leave rotation out, or choose level files, contents or full against storage or both.',
        });
    }
    (0,domain_problem/* throwProblems */.Jh)(problems);
    return reached ?? level;
}
function liveTables(read) {
    return read === undefined ? Promise.resolve([]) : read.tables();
}
/** A change that was announced excuses the live table, never the snapshot's own files. */
function verify_judge(check, expectedChanges) {
    const isExpected = expectedChanges.includes(check.table);
    const looked = isExpected || check.live === undefined ? [] : [check.live];
    const files = check.files === undefined ? [] : [check.files];
    return { check, isExpected, verdicts: [...looked, ...files] };
}
function verify_resultOf({ check, isExpected }, files) {
    const { table, live, looked } = check;
    return {
        name: table,
        ...(live === undefined || isExpected ? {} : { live: live.kind }),
        ...(check.files === undefined || looked === undefined
            ? {}
            : { files: { verdict: check.files.kind, looked, of: files.get(table) ?? looked } }),
    };
}
/** Without the record the same part would have its turn for ever, and nobody would see it. */
function unrecordedTurn({ of, part }) {
    const problem = {
        code: 'unknown',
        summary: `That part ${part + 1} of ${of} was looked at could not be recorded, so the next run looks at the same part.`,
        detail: 'The storage may only be read.',
        next: 'Give the job Storage Blob Data Contributor on the container, or leave rotation out.',
    };
    return verdictOf([problem]);
}
function verify_problemsOf(verdict) {
    return verdict.kind === 'pass' ? [] : verdict.problems;
}

;// CONCATENATED MODULE: ./build/verbs/index.js







/** The command table: everything that is said about verbs elsewhere comes from here. */
const commands = [doctor, status_status, deploy, snapshot_snapshot, verify, restore, report];

;// CONCATENATED MODULE: ./build/launch.js


const program = {
    commands: commands,
    /** The gateways are loaded only when a verb runs, so that help and bad input answer at once. */
    openWorld: async (host) => (await Promise.all(/* import() */[__nccwpck_require__.e(323), __nccwpck_require__.e(261)]).then(__nccwpck_require__.bind(__nccwpck_require__, 6261))).openWorld(host),
};
/** The command line: `args` without the interpreter and the script. */
function launch_runCli(args, process) {
    return runCli(program, args, process);
}
/** A step of a GitHub workflow. */
function launch_runAction(verb, process) {
    return runAction(program, verb, process);
}

var __webpack_exports__runAction = __webpack_exports__.C;
var __webpack_exports__runCli = __webpack_exports__.a;
export { __webpack_exports__runAction as runAction, __webpack_exports__runCli as runCli };
