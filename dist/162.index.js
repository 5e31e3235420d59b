export const id = 162;
export const ids = [162];
export const modules = {

/***/ 12162:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createLocalFiles: () => (/* binding */ createLocalFiles),
/* harmony export */   findAll: () => (/* binding */ findAll),
/* harmony export */   isAbsent: () => (/* binding */ isAbsent)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var p_map__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(606);
/* harmony import */ var picomatch__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(14006);
/* harmony import */ var tinyglobby__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(73382);
/* harmony import */ var _domain_problem_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6282);






/** Files below a working directory. */
function createLocalFiles(workingDirectory) {
    return {
        async read(patterns, extensions) {
            const paths = await findAll(workingDirectory, patterns, extensions);
            const files = await Promise.all(paths.map((path) => readText(workingDirectory, path)));
            (0,_domain_problem_js__WEBPACK_IMPORTED_MODULE_2__/* .throwProblems */ .Jh)(files.flatMap((file) => ('problem' in file ? [file.problem] : [])));
            return files.flatMap((file) => ('problem' in file ? [] : [file]));
        },
        async present(paths) {
            const kinds = await (0,p_map__WEBPACK_IMPORTED_MODULE_3__/* ["default"] */ .Ay)(paths, (path) => kindOf((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workingDirectory, path)), { concurrency: 16 });
            return paths.filter((_path, index) => kinds[index] !== 'absent');
        },
        async write(path, text) {
            const place = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workingDirectory, path);
            try {
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(place), { recursive: true });
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(place, text);
            }
            catch (error) {
                if (!(error instanceof Error) || !('code' in error))
                    throw error;
                throw (0,_domain_problem_js__WEBPACK_IMPORTED_MODULE_2__/* .problemError */ .gS)({
                    code: 'input',
                    summary: `${path} cannot be written.`,
                    detail: String(error.code),
                    next: 'Name a file that may be written; the path is relative to the working directory.',
                });
            }
        },
    };
}
/**
 * The order of the patterns is kept; one that begins with `!` takes out what the others found. A path is told once, however it was spelled, with slashes, and below the working directory relative to it. Rejects with
 * `input` problems when patterns match nothing or take nothing out, or when nothing is left.
 */
async function findAll(cwd, patterns, extensions) {
    const [exclusions, inclusions] = [patterns.filter(isExclusion), patterns.filter((one) => !isExclusion(one))];
    const found = await Promise.all(inclusions.map((pattern) => findFiles(cwd, pattern, extensions)));
    (0,_domain_problem_js__WEBPACK_IMPORTED_MODULE_2__/* .throwProblems */ .Jh)(inclusions.flatMap((pattern, place) => (found[place]?.length === 0 ? [nothingFound(pattern, extensions)] : [])));
    const paths = new Set(found.flat().map((path) => spell(cwd, path)));
    const out = exclusions.map((pattern) => takenOut(cwd, pattern.slice(1), [...paths]));
    (0,_domain_problem_js__WEBPACK_IMPORTED_MODULE_2__/* .throwProblems */ .Jh)(exclusions.flatMap((pattern, place) => (out[place]?.length === 0 ? [nothingExcluded(pattern)] : [])));
    for (const path of out.flat())
        paths.delete(path);
    if (paths.size === 0 && patterns.length > 0)
        throw (0,_domain_problem_js__WEBPACK_IMPORTED_MODULE_2__/* .problemError */ .gS)(nothingLeft(inclusions, exclusions));
    return [...paths];
}
const isExclusion = (pattern) => pattern.startsWith('!');
const withSlashes = (path) => path.replaceAll('\\', '/');
/** One spelling for a path or a glob. */
function spell(cwd, path) {
    const within = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(cwd, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(cwd, path));
    const isInside = within !== '' && !/^\.\.([\\/]|$)/.test(within) && !(0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(within);
    const spelled = isInside ? within : (0,node_path__WEBPACK_IMPORTED_MODULE_1__.normalize)(path);
    return node_path__WEBPACK_IMPORTED_MODULE_1__.sep === '/' ? spelled : withSlashes(spelled);
}
/** What the pattern is the name of, or the folder of, or else what it matches as a glob. */
function takenOut(cwd, pattern, paths) {
    const names = [pattern, withSlashes(pattern)].map((one) => spell(cwd, one));
    const named = paths.filter((path) => names.some((name) => path === name || path.startsWith(`${name}/`)));
    if (named.length > 0)
        return named;
    const isMatch = picomatch__WEBPACK_IMPORTED_MODULE_4__(names.flatMap((name) => [name, `${name}/**`]), { dot: true });
    return paths.filter((path) => isMatch(path));
}
/** In path order. What is there under just this name is meant, also where it holds characters of a glob. A folder stands for every file below it with one of the extensions. */
async function findFiles(cwd, pattern, extensions) {
    const plain = withSlashes(pattern);
    for (const name of new Set([pattern, plain])) {
        const kind = await kindOf((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(cwd, name));
        if (kind === 'file')
            return [name];
        const folder = (0,tinyglobby__WEBPACK_IMPORTED_MODULE_5__/* .escapePath */ .ft)(name.replace(/\/$/, ''));
        if (kind === 'folder')
            return search(cwd, ...extensions.map((extension) => `${folder}/**/*${extension}`));
    }
    return (0,tinyglobby__WEBPACK_IMPORTED_MODULE_5__/* .isDynamicPattern */ .ey)(plain) ? search(cwd, plain) : [];
}
async function search(cwd, ...globs) {
    return (await (0,tinyglobby__WEBPACK_IMPORTED_MODULE_5__/* .glob */ .TI)(globs, { cwd, dot: false })).sort();
}
async function kindOf(path) {
    const found = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(path).catch((error) => {
        if (isAbsent(error))
            return undefined;
        throw error;
    });
    if (found === undefined)
        return 'absent';
    return found.isDirectory() ? 'folder' : 'file';
}
/** Whether it says that there is no such file or folder. */
function isAbsent(error) {
    return (typeof error === 'object' && error !== null && 'code' in error && ['ENOENT', 'ENOTDIR'].includes(String(error.code)));
}
async function readText(cwd, path) {
    const bytes = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(cwd, path));
    try {
        return { path, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
    }
    catch (error) {
        if (!(error instanceof TypeError))
            throw error;
        const summary = `${path} is not UTF-8 text.`;
        return {
            problem: {
                code: path.endsWith('.csv') ? 'reference-data' : 'schema-file',
                summary,
                next: 'Save the file as UTF-8, or leave it out.',
                at: { file: path, line: lineOfBadByte(bytes) },
            },
        };
    }
}
/** The line of the first byte sequence that is not UTF-8. */
function lineOfBadByte(bytes) {
    const decoded = bytes.toString('utf8');
    const place = decoded.indexOf('\uFFFD');
    return decoded.slice(0, Math.max(place, 0)).split('\n').length;
}
function nothingFound(pattern, extensions) {
    return {
        code: 'input',
        summary: `No file matches ${pattern}.`,
        detail: `Looked for ${extensions.join(', ')} in folders, and for the path or glob itself.`,
        next: 'Check the path; it is relative to the working directory.',
    };
}
function nothingExcluded(pattern) {
    return {
        code: 'input',
        summary: `${pattern} takes out no file.`,
        detail: 'A pattern that begins with ! takes files out that the other patterns of the same input found.',
        next: 'Check the path, or leave the pattern out; it is relative to the working directory.',
    };
}
function nothingLeft(inclusions, exclusions) {
    return {
        code: 'input',
        summary: `No file is left by ${exclusions.join(', ')}.`,
        detail: `That takes out all that was found: ${inclusions.join(', ')}.`,
        next: 'Take out fewer files, or leave the input out where there are none.',
    };
}


/***/ })

};
