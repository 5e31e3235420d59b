export const id = 847;
export const ids = [847,162];
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


/***/ }),

/***/ 3847:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openWorld: () => (/* binding */ openWorld)
});

// EXTERNAL MODULE: ./build/domain/version.js
var version = __webpack_require__(38729);
// EXTERNAL MODULE: ./node_modules/@azure/storage-blob/dist/esm/index.js + 68 modules
var esm = __webpack_require__(61684);
// EXTERNAL MODULE: ./build/domain/problem.js
var domain_problem = __webpack_require__(6282);
;// CONCATENATED MODULE: ./build/gateways/blob/location.js

/**
 * `input` is whose value it is. Reads `https://<account>.blob.core.windows.net/<container>[/<folder>][?<sas>]`, or the path style of an emulator,
 * `http://127.0.0.1:<port>/<account>/<container>…`.
 */
function parseStorageUri(storage, input = 'storage') {
    const badUri = (why) => unreadable(input, why);
    const url = URL.canParse(storage) ? new URL(storage) : undefined;
    if (url === undefined)
        throw badUri('it is not a URI');
    const segments = decodeUri(url.pathname)
        ?.split('/')
        .filter((segment) => segment !== '');
    if (segments === undefined)
        throw badUri('a % in it is not followed by two hexadecimal digits of UTF-8');
    const account = isPathStyle(url) ? segments.shift() : url.hostname.split('.')[0];
    const container = segments.shift();
    if (account === undefined || container === undefined)
        throw badUri('it names no container');
    const serviceUri = isPathStyle(url) ? `${url.origin}/${account}` : url.origin;
    const containerUri = `${serviceUri}/${container}`;
    const prefix = segments.join('/');
    const sas = url.search.slice(1);
    const label = prefix === '' ? containerUri : `${containerUri}/${prefix}`;
    return { serviceUri, account, container, containerUri, prefix, label, ...(sas === '' ? {} : { sas }) };
}
/** Undefined for what cannot be decoded. */
function decodeUri(uri) {
    try {
        return decodeURIComponent(uri);
    }
    catch (error) {
        if (error instanceof URIError)
            return undefined;
        throw error;
    }
}
function isPathStyle(url) {
    return url.hostname === 'localhost' || /^[\d.]+$/.test(url.hostname) || url.hostname.startsWith('[');
}
function unreadable(input, why) {
    return (0,domain_problem/* problemError */.gS)({
        code: 'input',
        summary: `The input ${input} cannot be read: ${why}.`,
        next: 'Give https://<account>.blob.core.windows.net/<container>, with a folder below it if you like.',
    });
}

;// CONCATENATED MODULE: ./build/gateways/blob/problems.js


const notReached = new Set([
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'REQUEST_SEND_ERROR',
    'EHOSTUNREACH',
    'ENETUNREACH',
]);
/** Status of a failed storage request; undefined for anything that is not one. */
function statusOf(error) {
    return error instanceof esm/* RestError */.pj ? error.statusCode : undefined;
}
/** The storage's word for what is wrong; empty when there is none. The answer to a HEAD has no body, so it is in a header there. */
function codeOf(error) {
    if (!(error instanceof esm/* RestError */.pj))
        return '';
    return error.code ?? error.response?.headers.get('x-ms-error-code') ?? '';
}
/** Translates what the SDK throws; anything that is not a storage error is thrown on as it is. `label` is the storage without credential. */
function storageProblem(error, label) {
    if (error instanceof Error && /Authentication|Credential/.test(error.name)) {
        return (0,domain_problem/* problemError */.gS)({ code: 'sign-in', summary: `Sign-in to the storage ${label} failed.`, detail: error.message });
    }
    if (!(error instanceof esm/* RestError */.pj))
        throw error;
    return (0,domain_problem/* problemError */.gS)(describe(error, label));
}
function describe(error, label) {
    const status = error.statusCode;
    const code = codeOf(error) || 'no code';
    if (status === undefined) {
        if (!notReached.has(code))
            return {
                code: 'service',
                summary: `The connection to the storage ${label} broke.`,
                detail: code,
                transient: true,
            };
        return {
            code: 'unreachable',
            summary: `The storage ${label} cannot be reached.`,
            detail: code,
            next: 'Check the input storage, and that this machine may connect to it (firewall, private endpoint).',
        };
    }
    if (status === 401 || status === 403) {
        return {
            code: 'sign-in',
            summary: `The storage ${label} refused access (${code}).`,
            next: 'Give the identity the role Storage Blob Data Contributor on the container, or a SAS with racwdl that has not expired.',
        };
    }
    if (status === 404) {
        return {
            code: 'not-found',
            summary: `The storage ${label} has no such container or blob (${code}).`,
            next: 'Check the input storage.',
        };
    }
    return {
        code: 'service',
        summary: `The storage ${label} reported ${code} (HTTP ${status}).`,
        transient: status >= 500 || status === 429,
    };
}

;// CONCATENATED MODULE: ./build/gateways/blob/upload-pieces.js
const blockBytes = 4 * 1024 * 1024;
/**
 * Uploads a blob block by block, in one request where it is small. It appears, or replaces another, only with the last request, which carries the conditions.
 * `run` keeps the blocks of two that write the same blob apart; blocks that were never committed are discarded by the service after a week.
 * Source: https://learn.microsoft.com/rest/api/storageservices/put-block-list
 */
async function uploadPieces(blob, pieces, { conditions, run, metadata, }) {
    const ids = [];
    let rest = [];
    let size = 0;
    for await (const piece of pieces) {
        const bytes = Buffer.from(piece);
        rest.push(bytes);
        size += bytes.length;
        if (size < blockBytes)
            continue;
        ids.push(blockId(run, ids.length));
        await blob.stageBlock(ids.at(-1) ?? '', Buffer.concat(rest), size);
        [rest, size] = [[], 0];
    }
    const options = metadata === undefined ? { conditions } : { conditions, metadata: { ...metadata() } };
    if (ids.length === 0)
        return blob.upload(Buffer.concat(rest), size, options);
    if (size > 0) {
        ids.push(blockId(run, ids.length));
        await blob.stageBlock(ids.at(-1) ?? '', Buffer.concat(rest), size);
    }
    return blob.commitBlockList(ids, options);
}
/** All of one length, as the service wants. */
function blockId(run, index) {
    return Buffer.from(`${run}-${String(index).padStart(6, '0')}`).toString('base64');
}

;// CONCATENATED MODULE: ./build/gateways/blob/snapshot-store.js





const hour = 3_600_000;
/** Long enough for one export or ingestion, which end after an hour at the latest, and for it to wait its turn. */
const sasLifetime = 12 * hour;
const retryOptions = { maxTries: 5, retryDelayInMs: 250, maxRetryDelayInMs: 8_000 };
/** Blobs in one container of Azure Storage, below the path in the URI, which `input` gave. Signs with the SAS in the URI, or with the credential. */
function createSnapshotStore(storage, credential, clock, input) {
    const location = parseStorageUri(storage, input);
    const container = openContainer(location, credential);
    const nameOf = (path) => (location.prefix === '' ? path : `${location.prefix}/${path}`);
    const uriOf = (path) => container.getBlobClient(nameOf(path)).url.split('?')[0] ?? '';
    const pathOfName = (name) => (location.prefix === '' ? name : name.slice(location.prefix.length + 1));
    const guarded = async (work) => {
        try {
            return await work();
        }
        catch (error) {
            throw storageProblem(error, location.label);
        }
    };
    const signer = createSigner(location, credential, clock, guarded);
    const unlessConflict = (path, upload) => guarded(async () => {
        try {
            const { etag } = await upload(container.getBlockBlobClient(nameOf(path)));
            return { etag: known(etag, path) };
        }
        catch (error) {
            if (isConflict(error))
                return 'conflict';
            throw error;
        }
    });
    return {
        label: location.label,
        container: `${location.account}/${location.container}`.toLowerCase(),
        write: (path, body, condition) => unlessConflict(path, (blob) => {
            const bytes = typeof body === 'string' ? Buffer.from(body) : body;
            return blob.upload(bytes, bytes.length, { conditions: conditionsOf(condition) });
        }),
        writePieces: (path, pieces, condition, metadata) => unlessConflict(path, (blob) => uploadPieces(blob, pieces, { conditions: conditionsOf(condition), run: clock.randomHex(8), metadata })),
        async read(path) {
            return guarded(() => unlessAbsent(async () => {
                const response = await container.getBlobClient(nameOf(path)).download();
                return { body: await textOf(response.readableStreamBody), etag: known(response.etag, path) };
            }));
        },
        async readRange(path, { start, end, etag }) {
            // The SDK takes a length of 0 for "up to the end".
            if (start === end)
                return new Uint8Array();
            return guarded(async () => {
                try {
                    return await container
                        .getBlobClient(nameOf(path))
                        .downloadToBuffer(start, end - start, { conditions: { ifMatch: etag } });
                }
                catch (error) {
                    if (statusOf(error) === 412 || isAbsent(error)) {
                        throw (0,domain_problem/* problemError */.gS)({
                            code: 'difference',
                            summary: `${path} is gone or was overwritten.`,
                            detail: `expected the version ${etag}`,
                        });
                    }
                    throw error;
                }
            });
        },
        async inspect(path) {
            return guarded(() => unlessAbsent(async () => {
                const { contentLength, etag, metadata } = await container.getBlobClient(nameOf(path)).getProperties();
                const said = Object.keys(metadata ?? {}).length === 0 ? {} : { metadata };
                return { path, bytes: known(contentLength, path), etag: known(etag, path), ...said };
            }));
        },
        async *list(prefix) {
            try {
                for await (const item of container.listBlobsFlat({ prefix: nameOf(prefix) })) {
                    yield blobOf(pathOfName(item.name), item.properties.contentLength, item.properties.etag);
                }
            }
            catch (error) {
                throw storageProblem(error, location.label);
            }
        },
        remove: (path) => guarded(async () => void (await container.getBlobClient(nameOf(path)).deleteIfExists())),
        uriOf,
        uriForCluster: async (path, access) => `${uriOf(path)}?${await signer(access)}`,
        pathOf(uri) {
            const address = decodeUri(uri.split('?')[0] ?? '');
            const root = `${location.containerUri}/${location.prefix === '' ? '' : `${location.prefix}/`}`;
            return address?.startsWith(root) ? address.slice(root.length) : undefined;
        },
    };
}
function openContainer(location, credential) {
    if (location.sas !== undefined)
        return new esm/* ContainerClient */.bM(`${location.containerUri}?${location.sas}`, undefined, { retryOptions });
    return new esm/* ContainerClient */.bM(location.containerUri, credential, { retryOptions });
}
/** The given SAS as it is, or a user delegation SAS of the least permissions, made anew when half its life is over. */
function createSigner(location, credential, clock, guarded) {
    if (location.sas !== undefined || credential === undefined) {
        const sas = location.sas ?? '';
        return () => Promise.resolve(sas);
    }
    const service = new esm/* BlobServiceClient */.wS(location.serviceUri, credential, { retryOptions });
    let key;
    return async (access) => {
        const now = clock.now().getTime();
        if (key === undefined || now - key.startsOn.getTime() > sasLifetime / 2) {
            const startsOn = new Date(now - hour / 4);
            key = {
                value: await guarded(() => service.getUserDelegationKey(startsOn, new Date(now + 2 * sasLifetime))),
                startsOn,
            };
        }
        const permissions = esm/* ContainerSASPermissions */.Hk.parse(access === 'read' ? 'rl' : 'rcwl');
        const values = {
            containerName: location.container,
            permissions,
            startsOn: key.startsOn,
            expiresOn: new Date(now + sasLifetime),
        };
        return (0,esm/* generateBlobSASQueryParameters */.WJ)(values, key.value, location.account).toString();
    };
}
function conditionsOf(condition) {
    return condition.kind === 'if-absent' ? { ifNoneMatch: '*' } : { ifMatch: condition.etag };
}
async function unlessAbsent(work) {
    try {
        return await work();
    }
    catch (error) {
        if (isAbsent(error))
            return undefined;
        throw error;
    }
}
/** A missing container must not look like a missing blob: nothing can be concluded from it. */
function isAbsent(error) {
    return statusOf(error) === 404 && codeOf(error) !== 'ContainerNotFound';
}
/**
 * Status 409 also says that a container is being deleted or takes no anonymous requests; write-once storage says it of any blob that exists.
 * Source: https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes
 */
function isConflict(error) {
    if (statusOf(error) === 412)
        return true;
    return statusOf(error) === 409 && ['BlobAlreadyExists', 'BlobImmutableDueToPolicy'].includes(codeOf(error));
}
function blobOf(path, bytes, etag) {
    const quoted = known(etag, path);
    return { path, bytes: known(bytes, path), etag: quoted.startsWith('"') ? quoted : `"${quoted}"` };
}
function known(value, path) {
    if (value !== undefined)
        return value;
    throw (0,domain_problem/* problemError */.gS)({ code: 'unknown', summary: `The storage did not report what it holds at ${path}.` });
}
async function textOf(stream) {
    const chunks = [];
    for await (const chunk of stream ?? [])
        chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
    return Buffer.concat(chunks).toString('utf8');
}

// EXTERNAL MODULE: ./build/domain/column.js
var domain_column = __webpack_require__(76703);
// EXTERNAL MODULE: ./build/domain/redact.js
var redact = __webpack_require__(4820);
;// CONCATENATED MODULE: ./build/gateways/kql-language/opaque-names.js
/**
 * In characters. The parser's work grows with the square of some texts: a `case` of 15 kB takes 2 s, of 37 kB 12 s, of 75 kB a minute; most others take 50 ms for each kB.
 */
const longest = 30_000;
/** Why a text is left out for its length; undefined for one that is not. */
function tooLong(text) {
    if (text.length <= longest)
        return undefined;
    return `it has ${text.length} characters, and beyond ${longest} the parser may take minutes`;
}
/** Those that are too long or known already, and all that name one of them, in however many steps. */
function opaqueNames(all, known = new Map()) {
    const opaque = new Map(known);
    const add = (why) => {
        for (const { name, text } of all) {
            const reason = opaque.has(name) ? undefined : why(text);
            if (reason !== undefined)
                opaque.set(name, reason);
        }
    };
    add(tooLong);
    for (let before = -1; before < opaque.size;) {
        before = opaque.size;
        add((text) => namesOpaque(text, opaque));
    }
    return opaque;
}
/** Why a text cannot be looked at for what it names; undefined where it names none of these. */
function namesOpaque(text, opaque) {
    for (const [name, why] of opaque)
        if (holdsName(text, name))
            return `it names ${name}, and of that: ${why}`;
    return undefined;
}
function holdsName(text, name) {
    for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1))
        if (!isOfName(text[at - 1]) && !isOfName(text[at + name.length]))
            return true;
    return false;
}
function isOfName(character) {
    return character !== undefined && /\w/.test(character);
}

;// CONCATENATED MODULE: ./build/gateways/kql-language/parser.js
/** The parser, with what its lists need. */
class Parser {
    language;
    #item;
    #commandKinds;
    #tryPartly;
    constructor({ Kusto, System }) {
        this.language = Kusto.Language;
        this.#item = System.Array.getItem;
        const { Syntax, Parsing } = this.language;
        this.#commandKinds = new Set([Syntax.SyntaxKind.CustomCommand]);
        this.#tryPartly = Parsing.PartialParser.ScanPartialBest;
    }
    list(source) {
        if (source === null || source === undefined)
            return [];
        return Array.from({ length: source.Count }, (_value, index) => this.#item(source, index));
    }
    /**
     * For each command that it does not know at once, the parser looks how far each of its 600 grammars comes, which takes 60 ms. Nothing else is asked for most commands, so that is left out
     * first, and done where the text was no whole command without it.
     */
    parse(text, globals) {
        const { Parsing } = this.language;
        Parsing.PartialParser.ScanPartialBest = () => -1;
        try {
            const code = this.language.KustoCode.ParseAndAnalyze(text, globals);
            if (!text.trimStart().startsWith('.') || this.#holdsCommand(code.Syntax, 6))
                return code;
        }
        finally {
            Parsing.PartialParser.ScanPartialBest = this.#tryPartly;
        }
        return this.language.KustoCode.ParseAndAnalyze(text, globals);
    }
    #holdsCommand(node, depth) {
        if (this.#commandKinds.has(node.Kind))
            return true;
        if (depth === 0)
            return false;
        for (let index = 0; index < node.ChildCount; index += 1) {
            const child = node.GetChild(index);
            if (child !== null && child !== undefined && this.#holdsCommand(child, depth - 1))
                return true;
        }
        return false;
    }
}
let loaded;
/** The package defines globals in place of exports; its two scripts have to be evaluated in this order. */
function loadParser() {
    loaded ??= (async () => {
        await __webpack_require__.e(/* import() */ 982).then(__webpack_require__.t.bind(__webpack_require__, 31982, 19));
        await __webpack_require__.e(/* import() */ 96).then(__webpack_require__.t.bind(__webpack_require__, 32096, 19));
        return new Parser(globalThis);
    })();
    return loaded;
}

;// CONCATENATED MODULE: ./build/gateways/kql-language/kql-language.js




/** Names of what the parser is not told of: clusters, databases, external tables, entity groups, stored query results and graph models. */
const outOfSight = new Set(['KS207', 'KS208', 'KS209', 'KS247', 'KS248', 'KS260']);
/** A name that is not known, which may be a column of something out of sight. */
const unknownName = 'KS142';
/** Its own limits on text and depth, and its own failure. */
const notAnalyzed = new Set(['KS244', 'KS245', 'KS246']);
function createKqlLanguage() {
    return {
        async read(schema) {
            try {
                const parser = await loadParser();
                return createReader(parser, worldOf(parser, schema));
            }
            catch (error) {
                return failed(error);
            }
        },
    };
}
function createReader(parser, { globals, opaque }) {
    return {
        look(text) {
            const why = tooLong(text) ?? namesOpaque(text, opaque);
            return why === undefined ? analyze(parser, text, globals) : { kind: 'not-looked-at', why };
        },
    };
}
function analyze(parser, text, globals) {
    try {
        const code = parser.parse(text, globals);
        const diagnostics = parser.list(code.GetDiagnostics());
        const ofSyntax = new Set(parser.list(code.GetSyntaxDiagnostics()).map(placeOf));
        const findings = diagnostics
            .filter(isTold(diagnostics))
            .map((one) => findingOf(one, ofSyntax.has(placeOf(one))))
            .toSorted((a, b) => a.start - b.start);
        const limit = diagnostics.find(({ Code }) => notAnalyzed.has(Code));
        if (limit !== undefined && findings.length === 0)
            return { kind: 'not-looked-at', why: `it says ${limit.Code}, ${limit.Message.replace(/\.$/, '')}` };
        const isClean = diagnostics.every(({ Severity }) => Severity === 'Suggestion');
        return { kind: 'looked-at', findings, columns: isClean ? columnsOf(parser, code.ResultType) : undefined };
    }
    catch (error) {
        return failed(error);
    }
}
const placeOf = ({ Code, Start }) => `${Code} ${Start}`;
function isTold(all) {
    const blindFrom = Math.min(...all.filter(({ Code }) => outOfSight.has(Code)).map(({ Start }) => Start));
    return ({ Severity, Code, Start }) => Severity === 'Error' &&
        !outOfSight.has(Code) &&
        !notAnalyzed.has(Code) &&
        !(Code === unknownName && Start > blindFrom);
}
function findingOf({ Code, Message, Start }, isSyntax) {
    return { code: Code, kind: isSyntax ? 'syntax' : 'meaning', message: Message, start: Start };
}
/** Errors of the parser carry megabytes of its source in their stack, and some are none of JavaScript; only the sentence is kept. */
function failed(error) {
    const { message, Message } = Object(error);
    return { kind: 'not-looked-at', why: `it failed: ${(0,redact/* cutTo */.yd)(200, String(Message ?? message ?? error))}` };
}
/** Undefined where not every column is told with its type. */
function columnsOf(parser, type) {
    if (type?.Columns === undefined || type.IsOpen === true)
        return undefined;
    const columns = [];
    for (const { Name, Type } of parser.list(type.Columns)) {
        if (!isColumnType(Type?.Name))
            return undefined;
        columns.push({ name: Name, type: Type.Name });
    }
    return columns;
}
function isColumnType(name) {
    return domain_column/* columnTypes */.SO.some((type) => type === name);
}
/** A view's columns are those of its query, which is read with all but the views. */
function worldOf(parser, schema) {
    const { MaterializedViewSymbol } = parser.language.Symbols;
    const base = symbolsOf(parser, schema);
    const withoutViews = globalsWith(parser, schema.database, base);
    const named = [
        ...schema.functions.map(({ name, parameters, body }) => ({ name, text: parameters + body })),
        ...schema.views.map(({ name, query }) => ({ name, text: query })),
    ];
    const opaque = new Map(opaqueNames(named));
    const views = [];
    for (const { name, query } of schema.views.filter((view) => !opaque.has(view.name))) {
        const columns = viewColumns(parser, query, withoutViews);
        if ('why' in columns)
            opaque.set(name, columns.why);
        else
            views.push(new MaterializedViewSymbol.$ctor2(name, columns, query, ''));
    }
    const globals = views.length === 0 ? withoutViews : globalsWith(parser, schema.database, [...base, ...views]);
    return { globals, opaque: opaqueNames(named, opaque) };
}
function viewColumns(parser, query, globals) {
    try {
        const columns = parser.parse(query, globals).ResultType?.Columns;
        return columns === undefined ? { kind: 'not-looked-at', why: 'its columns cannot be told' } : parser.list(columns);
    }
    catch (error) {
        return failed(error);
    }
}
function globalsWith(parser, database, members) {
    const { Symbols, GlobalState } = parser.language;
    const symbol = databaseOf(parser, database, members);
    return GlobalState.Default.WithCluster(new Symbols.ClusterSymbol.ctor('cluster', [symbol])).WithDatabase(symbol);
}
/** The parser compares each name with all members, which takes most of its time where these are thousands; here it is given those of that name. */
function databaseOf(parser, database, members) {
    const { DatabaseSymbol } = parser.language.Symbols;
    const symbol = new DatabaseSymbol.ctor(database, members);
    const byName = new Map();
    for (const member of members)
        byName.set(member.Name, [...(byName.get(member.Name) ?? []), member]);
    const search = symbol.GetMembers$1.bind(symbol);
    symbol.GetMembers$1 = (name, match, found, ignoreCase) => {
        if (name === null || name === undefined || ignoreCase === true)
            return search(name, match, found, ignoreCase);
        const named = byName.get(name);
        if (named !== undefined)
            new DatabaseSymbol.ctor(database, named).GetMembers$1(name, match, found, ignoreCase);
    };
    return symbol;
}
function symbolsOf(parser, { tables, externalTables, functions }) {
    const { Symbols } = parser.language;
    return [
        ...tables.map((table) => new Symbols.TableSymbol.$ctor4(table.name, columnSymbols(parser, table))),
        ...externalTables.map((table) => new Symbols.ExternalTableSymbol.$ctor3(table.name, columnSymbols(parser, table), '')),
        ...functions.map(({ name, parameters, body }) => new Symbols.FunctionSymbol.$ctor16(name, parameters, body, '')),
    ];
}
const scalarNames = {
    bool: 'Bool',
    int: 'Int',
    long: 'Long',
    real: 'Real',
    decimal: 'Decimal',
    datetime: 'DateTime',
    timespan: 'TimeSpan',
    guid: 'Guid',
    string: 'String',
    dynamic: 'Dynamic',
};
function columnSymbols({ language: { Symbols } }, { columns }) {
    return columns.map(({ name, type }) => new Symbols.ColumnSymbol(name, Symbols.ScalarTypes[scalarNames[type]], null, null, null, null));
}

// EXTERNAL MODULE: ./build/domain/column-form.js
var column_form = __webpack_require__(50118);
;// CONCATENATED MODULE: ./build/gateways/kusto/quote.js
/** A name from outside as KQL: always quoted, so that no name can become syntax. */
function quoteName(name) {
    return `['${escapeText(name, "'")}']`;
}
/** A text from outside as a KQL string literal. */
function quoteText(text) {
    return `"${escapeText(text, '"')}"`;
}
/**
 * A text that the cluster keeps out of its logs.
 * Source: https://learn.microsoft.com/kusto/query/scalar-data-types/string#obfuscated-string-literals
 */
function quoteSecret(text) {
    return `h${quoteText(text)}`;
}
function quoteGuid(guid) {
    if (!/^[0-9a-fA-F-]{36}$/.test(guid))
        throw new Error(`not a guid: ${guid}`);
    return `guid(${guid})`;
}
/** A datetime as the engine writes it. */
function quoteDatetime(text) {
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?Z$/.test(text))
        throw new Error(`not a datetime: ${text}`);
    return `datetime(${text})`;
}
function escapeText(text, quote) {
    return text.replace(/[\\'"\p{Cc}\u2028\u2029]/gu, (char) => {
        if (char === '\\')
            return '\\\\';
        if (char === quote)
            return `\\${quote}`;
        if (char === "'" || char === '"')
            return char;
        return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
    });
}

;// CONCATENATED MODULE: ./build/gateways/kusto/commands/hashes.js

/** The most arguments of one strcat() call. Source: https://learn.microsoft.com/kusto/query/strcat-function */
const strcatLimit = 64;
/** Fingerprint recipe 1, see `domain/fingerprint.ts`. */
function rowHash(columns) {
    return `hash_xxhash64(${joinTexts(columns.map(field))})`;
}
/** In which of so many parts a row lies, by the same text that its hash is made of: equal rows lie together. */
function rowPart(columns, of) {
    return `hash_xxhash64(${joinTexts(columns.map(field))},${of})`;
}
/** The hash of one column's field. */
function columnHash(column) {
    return `hash_xxhash64(${field(column)})`;
}
/**
 * Both half sums in one statement that anybody can send. Each overflows where a table has more than 2^31 rows, since a sum of `long` is a `long`.
 * Source: https://learn.microsoft.com/kusto/query/sum-aggregation-function
 */
function halfSums(hash) {
    return `lo=sum(binary_and(${hash},4294967295)),hi=sum(binary_and(binary_shift_right(${hash},32),4294967295))`;
}
/** Names of the sums of `partSums`. */
const partNames = ['lo0', 'lo1', 'hi0', 'hi1'];
/** Sums of the four parts of 16 bits of a hash, lowest first: they hold for 2^47 rows. */
function partSums(prefix, hash) {
    const parts = partNames.map((name, place) => {
        const shifted = place === 0 ? hash : `binary_shift_right(${hash},${16 * place})`;
        return `${prefix}${name}=sum(binary_and(${shifted},65535))`;
    });
    return parts.join(',');
}
function field({ name, type }) {
    const column = quoteName(name);
    const orNull = (text) => `iff(isnull(${column}),"~",${text})`;
    switch (type) {
        case 'string':
            return `tostring(hash_xxhash64(${column}))`;
        case 'bool':
            return orNull(`iff(${column},"1","0")`);
        case 'int':
        case 'long':
        case 'decimal':
        case 'timespan':
        case 'guid':
            return orNull(`tostring(${column})`);
        case 'real':
            return orNull(`tostring(hash_xxhash64(iff(${column}==0.0,0.0,${column})))`);
        case 'datetime':
            return orNull(`tostring(hash_xxhash64(${column}))`);
        case 'dynamic':
            return orNull(`tostring(hash_xxhash64(dynamic_to_json(${column})))`);
    }
}
/** Texts with a bar between, as many as there may be. */
function joinTexts(parts) {
    const perCall = strcatLimit / 2;
    if (parts.length <= perCall)
        return `strcat(${parts.join(',"|",')})`;
    const groups = [];
    for (let start = 0; start < parts.length; start += perCall)
        groups.push(joinTexts(parts.slice(start, start + perCall)));
    return joinTexts(groups);
}

;// CONCATENATED MODULE: ./build/gateways/kusto/commands/slices.js


/** The table and which of its rows. The windows of a table touch, so that no row lies between them whatever its extent is merged or moved into. */
function rowsOfSlice(table, slice, columns) {
    const { part } = slice;
    const conditions = [
        ...population(slice),
        ...(part === undefined ? [] : [`${rowPart(columns, part.of)}==${part.index}`]),
    ];
    return conditions.length === 0 ? quoteName(table) : `${quoteName(table)} | where ${conditions.join(' and ')}`;
}
function population(slice) {
    switch (slice.kind) {
        case 'timed':
            return [inWindow(slice.cursor, slice)];
        case 'untimed':
            return ['isnull(ingestion_time())'];
        case 'whole':
            return [];
        case 'extents':
            return [`extent_id() in (${slice.ids.map(quoteGuid).join(',')})`];
    }
}
function inWindow(cursor, { after, from, before }) {
    return [
        'isnotnull(ingestion_time())',
        `cursor_before_or_at(${quoteText(cursor)})`,
        ...(after === undefined ? [] : [`cursor_after(${quoteText(after)})`]),
        ...inRange({ from, before }),
    ].join(' and ');
}
/** Conditions on the ingestion time; none where the range is open at both ends. */
function inRange({ from, before }) {
    return [
        ...(from === undefined ? [] : [`ingestion_time()>=${quoteDatetime(from)}`]),
        ...(before === undefined ? [] : [`ingestion_time()<${quoteDatetime(before)}`]),
    ];
}
/** Reads one hidden column. Times come as text, which keeps all seven decimals. */
function countTimeBins(table, cursor, window, step) {
    const bins = `summarize n=count() by b=bin(ingestion_time(),${step})`;
    return `${quoteName(table)} | where ${inWindow(cursor, window)} | ${bins} | sort by b asc | project b=tostring(b),n=tostring(n)`;
}
/** The same for each extent. */
function countExtentBins(table, cursor, window, step) {
    const bins = `summarize n=count() by e=extent_id(),b=bin(ingestion_time(),${step})`;
    return `${quoteName(table)} | where ${inWindow(cursor, window)} | ${bins} | project e=tostring(e),b=tostring(b),n=tostring(n)`;
}
/** Source: https://learn.microsoft.com/kusto/management/show-extents */
function showCreationTimes(table) {
    return `.show table ${quoteName(table)} extents | project e=tostring(ExtentId),c=tostring(MaxCreatedOn)`;
}
function countParts(table, columns, slice, of) {
    const parts = `summarize n=count() by p=${rowPart(columns, of)}`;
    return `${rowsOfSlice(table, slice, columns)} | ${parts} | project p=tostring(p),n=tostring(n)`;
}

;// CONCATENATED MODULE: ./build/gateways/kusto/commands/reading.js



const showVersion = '.show version';
const showDatabaseIdentity = '.show database identity';
const showTablesDetails = '.show tables details';
/** Of every table, whatever its policy is. Source: https://learn.microsoft.com/kusto/management/show-table-ingestion-time-policy-command */
const showIngestionTimePolicies = '.show table * policy ingestiontime';
const showMaterializedViews = '.show materialized-views';
/** Source: https://learn.microsoft.com/kusto/management/data-export/show-continuous-export */
const showContinuousExports = '.show continuous-exports';
/** Source: https://learn.microsoft.com/kusto/management/show-external-tables */
const showExternalTables = '.show external tables';
const showCapacity = '.show capacity';
/** Source: https://learn.microsoft.com/kusto/management/show-external-table-schema */
function showExternalSchema(table) {
    return `.show external table ${quoteName(table)} schema as json`;
}
function showDatabaseSchema(database) {
    return `.show database ${quoteName(database)} schema as json`;
}
/**
 * One command per row. The security settings hold roles, and also row level security and restricted view access, which must be seen.
 * Source: https://learn.microsoft.com/kusto/management/show-schema-database
 */
function showSchemaScript(database) {
    return `.show database ${quoteName(database)} schema as csl script with (IncludeEncodingPolicies=true, IncludeSecuritySettings=true, IncludeIngestionMappings=true)`;
}
const readCursor = 'print Cursor=cursor_current()';
const readClock = 'print Now=tostring(now())';
const readCanary = [
    'print now=tostring(now())',
    'world=tostring(hash_xxhash64("World"))',
    'instant=tostring(hash_xxhash64(datetime(2015-01-01)))',
    'worldHigh=tostring(binary_and(binary_shift_right(hash_xxhash64("World"),32),4294967295))',
    'negativeHigh=tostring(binary_and(binary_shift_right(long(-1440138333540407281),32),4294967295))',
].join(',');
/**
 * The sums of parts of the hashed ingestion times, of 24 bits each, cannot overflow below 2^39 rows. Numbers come as text: the wire's JSON numbers lose digits beyond 2^53. The populations are disjoint by what is asked, since nothing says what
 * the cursor functions make of a row without ingestion time.
 */
function countPopulations(tables, cursor, range) {
    const legs = tables.map((table, place) => countLeg(table, place, cursor, range));
    return legs.length === 1 ? legs.join('') : `union ${legs.map((leg) => `(${leg})`).join(',')}`;
}
function countLeg({ name, datetimes }, place, cursor, range) {
    const seen = `isnotnull(ingestion_time()) and cursor_before_or_at(${quoteText(cursor)})`;
    const inside = inRange(range ?? {}).join(' and ');
    const atCursor = inside === '' ? seen : `${seen} and ${inside}`;
    const time = 'hash_xxhash64(ingestion_time())';
    const counts = [
        ['total', 'count()'],
        ['atCursor', `countif(${atCursor})`],
        ...(inside === '' ? [] : [['outside', `countif(${seen} and not(${inside}))`]]),
        ['newer', `countif(${isAfter(cursor)})`],
        ['untimed', 'countif(isnull(ingestion_time()))'],
        ['timeslo', `sumif(binary_and(${time},16777215),${atCursor})`],
        ['timeshi', `sumif(binary_and(binary_shift_right(${time},24),16777215),${atCursor})`],
    ];
    return `${quoteName(name)} | ${summarizeCounts(counts, datetimes)},place="${place}"`;
}
/** The same of what has no ingestion times: a table without the policy, or a view. */
function countWhole({ name, datetimes }) {
    return `${quoteName(name)} | ${summarizeCounts([['total', 'count()']], datetimes)}`;
}
/** Counts as text, and in `rests`, joined by bars, how many values of each datetime column have a rest below the microsecond. */
function summarizeCounts(counts, datetimes) {
    const rests = datetimes.map((name, index) => {
        const column = quoteName(name);
        return [`rest${index}`, `countif(${column}!=bin(${column},1microsecond))`];
    });
    const joined = rests.length === 0 ? '""' : joinTexts(rests.map(([name]) => `tostring(${name})`));
    return `summarize ${reading_assign([...counts, ...rests])} | project ${asText(counts.map(([name]) => name))},rests=${joined}`;
}
/** Rows that are more often in one table than in the other, by the same hash as fingerprints. */
function countSurplus({ table, bound }, other, columns) {
    const signed = (rows, sign) => `(${rows} | project kr_h=${rowHash(columns)},kr_n=long(${sign}))`;
    const balance = 'summarize hint.strategy=shuffle kr_n=sum(kr_n) by kr_h';
    return `union ${signed(bounded(table, bound), 1)},${signed(quoteName(other), -1)} | ${balance} | summarize n=sumif(kr_n,kr_n>0),g=count() | project n=tostring(n),g=tostring(g)`;
}
/** Rows of one part of a table that have the values of rows of another table which the other part of the table lacks. */
function countRewritten({ table, rows, before, }, other, columns) {
    const hashed = (source, kind) => {
        const flags = ['kr_s', 'kr_o', 'kr_w'].map((name, index) => `${name}=long(${index === kind ? 1 : 0})`);
        return `(${source} | project kr_h=${rowHash(columns)},${flags.join(',')})`;
    };
    const sources = [
        hashed(quoteName(other), 0),
        ...(before === undefined ? [] : [hashed(bounded(table, before), 1)]),
        hashed(bounded(table, rows), 2),
    ];
    const sums = 'summarize hint.strategy=shuffle kr_s=sum(kr_s),kr_o=sum(kr_o),kr_w=sum(kr_w) by kr_h';
    return `union ${sources.join(',')} | ${sums} | summarize n=sumif(min_of(kr_w,kr_s-kr_o),kr_s>kr_o),g=count() | project n=tostring(n),g=tostring(g)`;
}
/** Rows in `n`, and the sums of the parts of the row hashes. */
function fingerprintRows(table, columns, bound) {
    return `${bounded(table, bound)} | extend kr_h=${rowHash(columns)} | summarize n=count(),${partSums('', 'kr_h')} | project ${asText(['n', ...partNames])}`;
}
/** The fingerprint as people compare it: rows in `n`, half sums in `lo` and `hi`. */
function fingerprintByHand(table, columns) {
    return `${quoteName(table)} | extend kr_h=${rowHash(columns)} | summarize n=count(),${halfSums('kr_h')} | project ${asText(['n', 'lo', 'hi'])}`;
}
/** One row for all columns: n, then c0lo, c0hi, c1lo … in the given order. */
function fingerprintColumns(table, columns, bound) {
    return `${bounded(table, bound)} | ${sumColumns(columns)}`;
}
/** Rows in `n`, and the sums of the parts of each column's hashes in `c0lo0`, `c0lo1` and so on. */
function sumColumns(columns) {
    const hashes = columns.map((column, index) => `kr_h${index}=${columnHash(column)}`);
    const sums = columns.map((_, index) => partSums(`c${index}`, `kr_h${index}`));
    const names = ['n', ...columns.flatMap((_, index) => partNames.map((name) => `c${index}${name}`))];
    return `extend ${hashes.join(',')} | summarize n=count(),${sums.join(',')} | project ${asText(names)}`;
}
/** Equal rows of one part, by their hash in `h` and that of their key in `k`; `of` is a power of two. */
function listRowHashes(table, columns, key, { index, of }) {
    const keyHash = key.length === 0 ? 'kr_h' : rowHash(key);
    const hashes = `${quoteName(table)} | extend kr_h=${rowHash(columns)} | extend kr_k=${keyHash}`;
    return `${hashes} | where binary_and(kr_k,${of - 1})==${index} | summarize n=count() by kr_h,kr_k | project h=tostring(kr_h),k=tostring(kr_k),n=tostring(n)`;
}
/** A query as somebody wrote it, which may end in a comment or with a semicolon. */
function limited(query, limit) {
    return `${query.replace(/[;\s]+$/, '')}\n| take ${limit}`;
}
function countByExtent(table) {
    return `${quoteName(table)} | summarize n=count() by ExtentId=extent_id(),Tags=tostring(extent_tags()) | project ExtentId=tostring(ExtentId),Tags,n=tostring(n)`;
}
function countNonEmpty(table, columns) {
    const counts = columns.map(({ name }, index) => [`c${index}`, `countif(isnotempty(tostring(${quoteName(name)})))`]);
    return `${quoteName(table)} | summarize ${reading_assign(counts)} | project ${asText(counts.map(([name]) => name))}`;
}
/** Ids of extents that hold nothing but rows after the cursor. */
function listExtentsAfter(table, { cursor }) {
    const counts = `n=count(),newer=countif(${isAfter(cursor)})`;
    return `${quoteName(table)} | summarize ${counts} by ExtentId=extent_id() | where newer==n | project ExtentId=tostring(ExtentId)`;
}
function isAfter(cursor) {
    return `isnotnull(ingestion_time()) and cursor_after(${quoteText(cursor)})`;
}
/** The table and which of its rows. */
function bounded(table, bound) {
    if (bound.kind === 'whole-table')
        return quoteName(table);
    if (bound.kind === 'values')
        return `${quoteName(table)} | where ${byValue(bound)}`;
    if (bound.kind === 'listed')
        return `${quoteName(table)} | where ${[inList(table, bound.list), ...(bound.after === null ? [] : [isAfter(bound.after)])].join(' and ')}`;
    if (bound.kind === 'after')
        return `${quoteName(table)} | where ${isAfter(bound.cursor)}`;
    const seen = `cursor_before_or_at(${quoteText(bound.cursor)})`;
    const inside = inRange(bound.range ?? {});
    const rows = inside.length === 0 ? `${seen} or isnull(ingestion_time())` : [seen, ...inside].join(' and ');
    return `${quoteName(table)} | where ${rows}`;
}
/** A comparison with null is not true, nor is its opposite, so rows without a value are asked for. Source: https://learn.microsoft.com/kusto/query/scalar-data-types/null-values */
function byValue({ range, side, upTo }) {
    const column = quoteName(range.column);
    const from = range.from === undefined ? undefined : quoteDatetime(range.from);
    const before = range.before === undefined ? undefined : quoteDatetime(range.before);
    const inside = [
        `isnotnull(${column})`,
        ...(from === undefined ? [] : [`${column}>=${from}`]),
        ...(before === undefined ? [] : [`${column}<${before}`]),
    ].join(' and ');
    const outside = [
        `isnull(${column})`,
        ...(from === undefined ? [] : [`${column}<${from}`]),
        ...(before === undefined ? [] : [`${column}>=${before}`]),
    ].join(' or ');
    const seen = upTo === undefined ? [] : [`(cursor_before_or_at(${quoteText(upTo)}) or isnull(ingestion_time()))`];
    return [`(${side === 'inside' ? inside : outside})`, ...seen].join(' and ');
}
/** Source: https://learn.microsoft.com/kusto/query/in-operator */
function inList(table, list) {
    return `extent_id() in ((${listOf(list)} and TableName==${quoteText(table)} | project ExtentId))`;
}
/** Entries of one list. */
function listOf({ table, round }) {
    return `${quoteName(table)} | where Round==${round}`;
}
function reading_assign(pairs) {
    return pairs.map(([name, expression]) => `${name}=${expression}`).join(',');
}
function asText(names) {
    return names.map((name) => `${name}=tostring(${name})`).join(',');
}

;// CONCATENATED MODULE: ./build/gateways/kusto/commands/loading.js



function ingestFile({ table, source, format, tag, creationTime, csvColumns }) {
    const properties = [`format=${quoteText(format)}`, ...batchProperties(tag, creationTime)];
    if (csvColumns !== undefined) {
        properties.push('ignoreFirstRecord=true', `ingestionMapping=${quoteText(JSON.stringify(csvMapping(csvColumns)))}`);
    }
    return `.ingest async into table ${quoteName(table)} (${quoteSecret(source)}) with (${properties.join(', ')})`;
}
/** What the extents of one ingestion have in common. Source: https://learn.microsoft.com/kusto/ingestion-properties */
function batchProperties(tag, creationTime) {
    const tags = `tags=${quoteText(JSON.stringify([tag]))}`;
    return creationTime === undefined ? [tags] : [tags, `creationTime=${quoteText(creationTime)}`];
}
/**
 * A batch of one file waits for no other. Sources: https://learn.microsoft.com/kusto/management/create-ingestion-mapping-command,
 * https://learn.microsoft.com/kusto/management/batching-policy
 */
function prepareReceiving(request) {
    const table = quoteName(request.table);
    const columns = JSON.stringify(csvMapping(request.csvColumns));
    const batching = JSON.stringify({ MaximumBatchingTimeSpan: '00:00:10', MaximumNumberOfItems: 1 });
    return [
        `.create-or-alter table ${table} ingestion csv mapping ${quoteText(request.mapping)} ${quoteText(columns)}`,
        `.alter table ${table} policy ingestionbatching ${quoteText(batching)}`,
    ];
}
function csvMapping(columns) {
    return columns.map((column, index) => ({ column, Properties: { Ordinal: String(index) } }));
}
/** Columns by position, as `.append` takes them. Source: https://learn.microsoft.com/kusto/management/data-ingestion/ingest-from-query */
function appendTyped(request) {
    const ids = request.extentIds.map(quoteGuid).join(',');
    const query = `${quoteName(request.from)} | where extent_id() in (${ids}) | project ${typedColumns(request.columns)}`;
    const properties = [...batchProperties(request.tag, request.creationTime), 'persistDetails=true'].join(', ');
    return `.append async ${quoteName(request.into)} with (${properties}) <| ${query}`;
}
/** Every column as its value, in the order given. */
function typedColumns(columns) {
    return columns.map(typedColumn).join(',');
}
function typedColumn(column) {
    const name = quoteName(column.name);
    if ((0,column_form/* restoreStep */.T2)(column) === 'direct')
        return name;
    if (column.tickColumn !== undefined)
        return `${name}=${name}+${quoteName(column.tickColumn)}*1tick`;
    return `${name}=${column.type === 'guid' ? 'toguid' : 'totimespan'}(${name})`;
}
/** Columns by position; those that the source lacks are null, or empty in a string column, as after a column was added. */
function appendRows({ from, rows, columns, into, tag }) {
    const values = columns.map(({ name, type, isIn }) => isIn === 'both' ? quoteName(name) : `${quoteName(name)}=${type === 'string' ? '""' : `${type}(null)`}`);
    const properties = `tags=${quoteText(JSON.stringify([tag]))}, persistDetails=true`;
    return `.append async ${quoteName(into)} with (${properties}) <| ${bounded(from, rows)} | project ${values.join(',')}`;
}
/** Source: https://learn.microsoft.com/kusto/management/move-extents */
function moveExtents(from, into, extentIds, ingestionTime) {
    const properties = ingestionTime === 'renew' ? ' with (setNewIngestionTime=true)' : '';
    return `.move extents from table ${quoteName(from)} to table ${quoteName(into)}${properties} (${extentIds.join(',')})`;
}
/** Source: https://learn.microsoft.com/kusto/management/move-extents */
function moveAllExtents(from, into) {
    return `.move extents all from table ${quoteName(from)} to table ${quoteName(into)}`;
}
/**
 * The query is one that `.drop extents` takes, for which ids are enough; a move asks for the name of the table too. A comment may end the query. Sources:
 * https://learn.microsoft.com/kusto/management/move-extents, https://learn.microsoft.com/kusto/management/drop-extents
 */
function moveQueriedExtents(query, from, into) {
    return `.move extents to table ${quoteName(into)} <| ${query}\n| extend TableName=${quoteText(from)}`;
}
/** Source: https://learn.microsoft.com/kusto/management/soft-delete-command */
function deleteRows(table, after) {
    return `.delete table ${quoteName(table)} records <| ${bounded(table, after)}`;
}
/** The filter begins with its first pipe. */
function deleteMatching(table, filter) {
    return `.delete table ${quoteName(table)} records <| ${quoteName(table)} ${filter}`;
}
/** So many ids that logs, which are read up to a length, show the whole command with the table at its end. */
const droppedPerCommand = 100;
/** Commands that drop the extents, all of them together. */
function dropExtents(table, extentIds) {
    const commands = [];
    for (let start = 0; start < extentIds.length; start += droppedPerCommand)
        commands.push(`.drop extents (${extentIds.slice(start, start + droppedPerCommand).join(',')}) from ${quoteName(table)}`);
    return commands;
}
/** One transaction: readers see the old rows or the new. Source: https://learn.microsoft.com/kusto/concepts/fact-and-dimension-tables */
function replaceContents(request) {
    const columns = request.columns.map(({ name }) => quoteName(name)).join(',');
    return `.set-or-replace ${quoteName(request.table)} with (tags=${quoteText(JSON.stringify(request.tags))}, persistDetails=true) <| ${quoteName(request.from)} | project ${columns}`;
}

;// CONCATENATED MODULE: ./build/gateways/kusto/commands/tables.js

function createTable(table) {
    const columns = table.columns.map(({ name, type }) => `${quoteName(name)}:${type}`).join(',');
    return `.create table ${quoteName(table.name)} (${columns}) with (folder=${quoteText(table.folder)}, docstring=${quoteText(table.docString)})`;
}
function dropTable(name) {
    return `.drop table ${quoteName(name)} ifexists`;
}
function renameTables(renames) {
    return `.rename tables ${renames.map(({ from, to }) => `${quoteName(to)}=${quoteName(from)}`).join(', ')}`;
}
/** Source: https://learn.microsoft.com/kusto/management/data-ingestion/clear-schema-cache-command */
function clearStreamCache(name) {
    return `.clear table ${quoteName(name)} cache streamingingestion schema`;
}
/**
 * What keeps a table safe while it is loaded: an old creation time must not make its rows expire, nor the database's policy strip tags, since both go by
 * the creation time; and merges must not change extent ids. Rows that only unrestricted viewers may read are hidden from all others here too. Sources:
 * https://learn.microsoft.com/kusto/management/retention-policy, https://learn.microsoft.com/kusto/management/merge-policy,
 * https://learn.microsoft.com/kusto/management/extent-tags-retention-policy, https://learn.microsoft.com/kusto/management/auto-delete-policy,
 * https://learn.microsoft.com/kusto/management/restricted-view-access-policy
 */
function guardStaging(name, expiresAt, readers) {
    const table = quoteName(name);
    return [
        ...(readers === 'unrestricted' ? [`.alter table ${table} policy restricted_view_access true`] : []),
        expireTable(name, expiresAt),
        `.alter table ${table} policy retention ${policy({ SoftDeletePeriod: '365000.00:00:00', Recoverability: 'Enabled' })}`,
        pauseMerges(name),
        `.alter table ${table} policy extent_tags_retention ${policy([])}`,
    ];
}
function pauseMerges(name) {
    return `.alter-merge table ${quoteName(name)} policy merge ${policy({ AllowRebuild: false, AllowMerge: false })}`;
}
function releaseStaging(name) {
    return ['extent_tags_retention', 'merge', 'retention', 'auto_delete'].map((kind) => dropPolicy(name, kind));
}
/** Source: https://learn.microsoft.com/kusto/management/rename-column */
function renameColumn(table, from, to) {
    return `.rename column ${quoteName(table)}.${quoteName(from)} to ${quoteName(to)}`;
}
function dropPolicy(name, kind) {
    return `.delete table ${quoteName(name)} policy ${kind}`;
}
function expireTable(name, expiresAt) {
    return `.alter table ${quoteName(name)} policy auto_delete ${policy({ ExpiryDate: expiresAt.toISOString(), DeleteIfNotEmpty: true })}`;
}
function keepTable(name) {
    return `.delete table ${quoteName(name)} policy auto_delete`;
}
function showDatabaseRetention(database) {
    return `.show database ${quoteName(database)} policy retention`;
}
function showExpiry(name) {
    return `.show table ${quoteName(name)} policy auto_delete`;
}
function policy(value) {
    return quoteText(JSON.stringify(value));
}

;// CONCATENATED MODULE: ./build/gateways/kusto/commands/by-hand.js





/** What stands for the credential in every URI of a script. */
const credentialMark = '<SAS>';
/**
 * What brings a table back without this tool, as pieces of one script: a blank line between commands, and nothing that has to be run twice. The restored
 * table lies beside the live one; the last command, a comment, puts it in place.
 */
async function* restoreByHand(restore) {
    const { table, folder, docString, columns, target, sources, expected } = restore;
    const receiver = `${target} received`;
    const isTyped = columns.some((column) => (0,column_form/* restoreStep */.T2)(column) === 'typed');
    const into = isTyped ? receiver : target;
    yield comment(`Restores ${table} as ${target}. Put a SAS of the container, which allows reading, in the place of ${credentialMark}.`);
    yield createTable({ name: target, columns, folder, docString });
    if (isTyped)
        yield createTable({ name: receiver, columns: (0,column_form/* receivingColumns */.It)(columns), folder, docString: '' });
    for await (const source of sources)
        yield ingest(into, source);
    yield comment(`Every file once: ${expected.rows} rows. Count before you send one again whose answer was lost.`);
    yield `${quoteName(into)} | count`;
    if (isTyped)
        yield `.append ${quoteName(target)} <| ${quoteName(receiver)} | project ${typedColumns(columns)}`;
    yield comment(`The fingerprint must be n=${expected.rows}, lo=${expected.low}, hi=${expected.high}.`);
    yield fingerprintByHand(target, columns);
    if (restore.kind === 'materialized-view') {
        yield comment('The view itself is made by its definition in schema.kql; this table holds the rows it had.');
        if (isTyped)
            yield comment(`.drop table ${quoteName(receiver)}`);
        return;
    }
    if (restore.holds === 'a-part') {
        yield comment('The snapshot holds a part of the rows: do not put this table in the place of the live one.');
        if (isTyped)
            yield comment(`.drop table ${quoteName(receiver)}`);
        return;
    }
    yield comment('Policies, mappings and docstrings are in schema.kql. Then, in one transaction:');
    yield comment(`.rename tables ${quoteName(`${target} before`)}=${quoteName(table)}, ${quoteName(table)}=${quoteName(target)}`);
    if (isTyped)
        yield comment(`.drop table ${quoteName(receiver)}`);
}
function ingest(table, source) {
    return `.ingest into table ${quoteName(table)} (h${quoteText(`${source}?${credentialMark}`)}) with (format="parquet")`;
}
/** A name may have line breaks. */
function comment(text) {
    return `// ${text.replaceAll(/[\r\n\u2028\u2029]/g, ' ')}`;
}
/** What was renamed is kept from deleting itself before it has its name again; what was moved comes back as it is. */
function putBackByHand(way, tables) {
    if (way === 'move')
        return tables.map(({ name, kept }) => moveAllExtents(kept, name));
    return [
        ...tables.map(({ kept }) => keepTable(kept)),
        renameTables(tables.map(({ name, kept }) => ({ from: kept, to: name }))),
    ];
}

;// CONCATENATED MODULE: ./build/gateways/kusto/commands/continuous-exports.js

/** Source: https://learn.microsoft.com/kusto/management/data-export/disable-enable-continuous */
function switchExport(name, to) {
    return `.${to === 'on' ? 'enable' : 'disable'} continuous-export ${quoteName(name)}`;
}
/** Source: https://learn.microsoft.com/kusto/management/data-export/drop-continuous-export */
function dropExport(name) {
    return `.drop continuous-export ${quoteName(name)}`;
}
/** Source: https://learn.microsoft.com/kusto/management/data-export/create-alter-continuous */
function createExport(definition) {
    const { name, over, externalTable, query, interval, forcedLatency, properties } = definition;
    const settings = [
        `intervalBetweenRuns=time(${interval})`,
        ...(forcedLatency === undefined ? [] : [`forcedLatency=time(${forcedLatency})`]),
        ...properties.map(([key, value]) => `${key}=${typeof value === 'string' ? quoteText(value) : value}`),
    ].join(', ');
    const facts = over.length === 0 ? '' : ` over (${over.map(quoteName).join(', ')})`;
    return `.create-or-alter continuous-export ${quoteName(name)}${facts} to table ${quoteName(externalTable)} with (${settings}) <| ${query}`;
}

// EXTERNAL MODULE: ./build/domain/schema/model.js
var model = __webpack_require__(13152);
;// CONCATENATED MODULE: ./build/gateways/kusto/commands/definitions.js


/**
 * The command that defines an external table or a continuous export, without what the service does not show: the credentials of connection strings, and the identity an export runs as. Undefined where too little is
 * known: of kinds other than storage. Sources: https://learn.microsoft.com/kusto/management/external-tables-azure-storage,
 * https://learn.microsoft.com/kusto/management/data-export/create-alter-continuous
 */
function writeDefinition(key, facets) {
    const { kind, name } = (0,model/* partsOf */.CI)(key);
    return kind === 'external-table' ? externalTable(name, facets) : continuousExport(name, facets);
}
const spellings = {
    docstring: 'docString',
    nameprefix: 'namePrefix',
    fileextension: 'fileExtension',
    compressiontype: 'compressionType',
    includeheaders: 'includeHeaders',
    sizelimit: 'sizeLimit',
    distributionkind: 'distributionKind',
    parquetrowgroupsize: 'parquetRowGroupSize',
    usenativeparquetwriter: 'useNativeParquetWriter',
};
function externalTable(name, facets) {
    const [connections, format] = [facets.get('connections'), facets.get('format')];
    if (facets.get('kind') !== 'storage' || connections === undefined || format === undefined)
        return undefined;
    const columns = namesOf(facets).map((column) => `${quoteName(column)}: ${facets.get(`column ${column}`)}`);
    const path = facets.get('pathformat');
    const given = [
        ...['folder', 'docstring'].flatMap((text) => property(text, facets.get(text))),
        ...(0,model/* namesUnder */.XG)(facets, 'property').flatMap((one) => property(one, facets.get(`property ${one}`))),
    ];
    return [
        `.create-or-alter external table ${quoteName(name)} (${columns.join(', ')})`,
        'kind = storage',
        ...partitionLines(facets.get('partitions'), path),
        `dataformat = ${format}`,
        // The service shows no credentials.
        `(\n${connections
            .split('\n')
            .map((address) => `  ${quoteText(address)}`)
            .join(',\n')}\n)`,
        ...(given.length === 0 ? [] : [`with (${given.join(', ')})`]),
    ].join('\n');
}
function namesOf(facets) {
    return JSON.parse(facets.get('order') ?? '[]');
}
function property(name, value) {
    if (value === undefined)
        return [];
    const isBare = value === 'true' || value === 'false' || /^\d+$/.test(value);
    return [`${spellings[name] ?? name} = ${isBare ? value : quoteText(value)}`];
}
/** The type of a value that only folders have is not shown; one that the path takes for a time is one. */
function partitionLines(partitions, path) {
    if (partitions === undefined)
        return [];
    const written = JSON.parse(partitions).map(({ name, column, by }) => {
        if (column === undefined) {
            const isTime = new RegExp(`datetime_pattern \\( "[^"]*" , ${name} \\)`).test(path ?? '');
            return `${quoteName(name)}: ${isTime ? 'datetime' : 'string'}`;
        }
        if (by === undefined)
            return `${quoteName(name)}: string = ${quoteName(column)}`;
        const [word = '', argument] = by.split(' ');
        const more = argument === undefined ? '' : `, ${word === 'bin' ? `time(${argument})` : argument}`;
        return `${quoteName(name)}: ${word === 'hash' ? 'long' : 'datetime'} = ${word}(${quoteName(column)}${more})`;
    });
    return [`partition by (${written.join(', ')})`, ...(path === undefined ? [] : [`pathformat = (${path})`])];
}
function continuousExport(name, facets) {
    const tables = JSON.parse(facets.get('tables') ?? '[]');
    const { name: target } = (0,model/* partsOf */.CI)((facets.get('target') ?? 'external-table:'));
    const span = (word, facet) => facets.has(facet) ? [`${word} = time(${facets.get(facet)})`] : [];
    const given = [
        ...span('intervalBetweenRuns', 'interval'),
        ...span('forcedLatency', 'latency'),
        ...(0,model/* namesUnder */.XG)(facets, 'property').flatMap((one) => property(one, facets.get(`property ${one}`))),
        ...(facets.has('disabled') ? ['isDisabled = true'] : []),
    ];
    return [
        `.create-or-alter continuous-export ${quoteName(name)}`,
        ...(tables.length === 0 ? [] : [`over (${tables.map(quoteName).join(', ')})`]),
        `to table ${quoteName(target)}`,
        ...(given.length === 0 ? [] : [`with (${given.join(', ')})`]),
        `<| ${facets.get('query') ?? ''}`,
    ].join('\n');
}

// EXTERNAL MODULE: ./build/domain/schema/policy-document.js
var policy_document = __webpack_require__(17261);
;// CONCATENATED MODULE: ./build/gateways/kusto/commands/schema-edits.js



/** The command that makes one change of the schema. Source: https://learn.microsoft.com/kusto/management/schema-entities */
function writeEdit(edit, database) {
    switch (edit.kind) {
        case 'create-table':
            return `.create-merge table ${quoteName(edit.table)} (${columnList(edit.columns)})${texts(edit)}`;
        case 'add-columns':
            return `.alter-merge table ${quoteName(edit.table)} (${columnList(edit.columns)})`;
        case 'order-columns':
            return `.alter table ${quoteName(edit.table)} (${columnList(edit.columns)})${texts(edit)}`;
        case 'drop-columns':
            return `.drop table ${quoteName(edit.table)} columns (${edit.columns.map(quoteName).join(', ')})`;
        case 'retype-column':
            return `.alter column ${quoteName(edit.table)}.${quoteName(edit.column.name)} type = ${edit.column.type}`;
        case 'describe-columns': {
            const list = edit.docstrings.map(({ column, text }) => `${quoteName(column)}: ${quoteText(text)}`);
            return `.alter-merge table ${quoteName(edit.table)} column-docstrings (${list.join(', ')})`;
        }
        case 'encode-column':
            return `.alter column ${quoteName(edit.table)}.${quoteName(edit.column)} policy encoding type = ${quoteText(edit.encoding ?? 'Null')}`;
        case 'put-mapping':
            return `.create-or-alter table ${quoteName(edit.table)} ingestion ${edit.format} mapping ${quoteText(edit.name)} ${quoteText(edit.mapping)}`;
        case 'drop-mapping':
            return `.drop table ${quoteName(edit.table)} ingestion ${edit.format} mapping ${quoteText(edit.name)}`;
        case 'put-function':
            return writeFunction(edit);
        case 'create-view':
        case 'alter-view':
            return writeView(edit);
        case 'enable-export':
        case 'disable-export':
            return `.${edit.kind === 'enable-export' ? 'enable' : 'disable'} continuous-export ${quoteName(edit.name)}`;
        case 'define':
            throw new Error(`no command of the files defines ${edit.key}`);
        default:
            return writeShared(edit, database);
    }
}
/** What several kinds of objects can have. */
function writeShared(edit, database) {
    const owner = ownerOf(edit.key, database);
    switch (edit.kind) {
        case 'describe':
            return `.alter ${owner} ${edit.what} ${quoteText(edit.text)}`;
        case 'drop':
            return edit.key.startsWith('continuous-export:') ? `.drop ${owner}` : `.drop ${owner} ifexists`;
        case 'set-policy':
            return `.alter ${owner} policy ${edit.policy} ${policyValue(edit.policy, edit.value)}`;
        case 'delete-policy':
            return withoutPolicy(owner, edit.policy);
        case 'grant':
        case 'revoke':
            return `.${edit.kind === 'grant' ? 'add' : 'drop'} ${owner} ${edit.role} (${edit.principals.map(quoteText).join(', ')})`;
    }
}
function ownerOf(key, database) {
    const { kind, name } = (0,model/* partsOf */.CI)(key);
    return `${kind === 'external-table' ? 'external table' : kind} ${quoteName(kind === 'database' ? database : name)}`;
}
/** Some hold on or off also where nothing is said, and are set to that. */
function withoutPolicy(owner, policy) {
    if (policy === 'ingestiontime')
        return `.alter ${owner} policy ingestiontime true`;
    if (policy === 'restricted_view_access')
        return `.alter ${owner} policy restricted_view_access false`;
    return `.delete ${owner} policy ${policy}`;
}
function policyValue(policy, value) {
    if (value === 'true' || value === 'false')
        return value;
    const full = (0,policy_document/* fullPolicy */.ci)(policy, value);
    if (policy === 'caching')
        return caching(full);
    if (policy === 'roworder') {
        const columns = full;
        return `(${columns.map((one) => `${quoteName(one.ColumnName)} ${one.IsAscending ? 'asc' : 'desc'}`).join(', ')})`;
    }
    if (policy !== 'row_level_security')
        return quoteText(JSON.stringify(full));
    const { IsEnabled, Query, AllowMaterializedViewsWithoutRowLevelSecurity } = full;
    const given = AllowMaterializedViewsWithoutRowLevelSecurity === true
        ? ' with (allowMaterializedViewsWithoutRowLevelSecurity=true)'
        : '';
    return `${IsEnabled ? 'enable' : 'disable'}${given} ${quoteText(Query)}`;
}
function caching({ windows = [], ...spans }) {
    const hot = Object.entries(spans).map(([word, span]) => `${word} = time(${String(span)})`);
    const list = windows.map((range) => `hot_window = ${range.replace('..', ' .. ')}`);
    return [...hot, ...list].join(', ');
}
function columnList(columns) {
    return columns.map(({ name, type }) => `${quoteName(name)}: ${type}`).join(', ');
}
function texts({ folder, docstring }) {
    const given = [
        ...(folder === '' ? [] : [`folder = ${quoteText(folder)}`]),
        ...(docstring === '' ? [] : [`docstring = ${quoteText(docstring)}`]),
    ];
    return given.length === 0 ? '' : ` with (${given.join(', ')})`;
}
/** What ends a comment that the last line of a text may hold: a brace after it would be part of it. */
function endOfLine(text) {
    return /\/\/[^\n]*$/.test(text) ? '\n' : '';
}
function writeFunction(edit) {
    const given = [
        ...(edit.folder === '' ? [] : [`folder = ${quoteText(edit.folder)}`]),
        ...(edit.docstring === '' ? [] : [`docstring = ${quoteText(edit.docstring)}`]),
        ...(edit.view === 'yes' ? ['view = true'] : []),
    ];
    const options = given.length === 0 ? '' : `with (${given.join(', ')}) `;
    return `.create-or-alter function ${options}${quoteName(edit.name)}${edit.parameters} ${edit.body.slice(0, -1)}${endOfLine(edit.body.slice(0, -1))}}`;
}
const schema_edits_spellings = {
    backfill: (value) => `backfill = ${value === 'true' ? 'true' : 'false'}`,
    folder: (value) => `folder = ${quoteText(value)}`,
    docstring: (value) => `docString = ${quoteText(value)}`,
    lookback: (value) => `lookback = time(${value})`,
    lookback_column: (value) => `lookback_column = ${quoteText(value)}`,
    autoupdateschema: (value) => `autoUpdateSchema = ${value === 'true' ? 'true' : 'false'}`,
    dimensiontables: (value) => `dimensionTables = dynamic(${value})`,
};
/** An empty text takes them away. */
const clearable = ['folder', 'docstring', 'autoupdateschema'];
function writeView(edit) {
    const given = Object.entries(schema_edits_spellings).flatMap(([name, spell]) => {
        // What an existing view is not given it keeps.
        const value = edit.given.get(name) ?? (edit.kind === 'alter-view' && clearable.includes(name) ? '' : undefined);
        return value === undefined ? [] : [spell(value)];
    });
    const options = given.length === 0 ? '' : ` with (${given.join(', ')})`;
    // Filling it takes as long as it takes, so the service has it asked for without waiting.
    const verb = edit.kind === 'alter-view' ? 'alter' : edit.given.has('backfill') ? 'create async' : 'create';
    return `.${verb} materialized-view${options} ${quoteName(edit.name)} on table ${quoteName(edit.source)} { ${edit.query}${endOfLine(edit.query) || ' '}}`;
}

;// CONCATENATED MODULE: ./build/gateways/kusto/rows.js

/** Reads columns by name, as the documentation and the service spell them differently; a missing or mistyped one is a problem, never a default. */
function rows_textOf(row, column) {
    const value = cellOf(row, column);
    if (typeof value === 'string')
        return value;
    throw unexpected(column, value);
}
/** Counts travel as text, or as a JSON number that is small enough to be exact. */
function countOf(row, column) {
    const value = cellOf(row, column);
    if (typeof value === 'string' && /^-?\d+$/.test(value))
        return BigInt(value);
    if (typeof value === 'number' && Number.isSafeInteger(value))
        return BigInt(value);
    throw unexpected(column, value);
}
/** Undefined when the row has no such column or nothing in it. */
function optionalOf(row, column) {
    const name = nameIn(row, column);
    const value = name === undefined ? undefined : row.get(name);
    return value === null ? undefined : value;
}
function singleRow(rows, what) {
    const [row] = rows;
    if (row !== undefined && rows.length === 1)
        return row;
    throw (0,domain_problem/* problemError */.gS)({
        code: 'unknown',
        summary: `The cluster answered ${what} with ${rows.length} rows instead of one.`,
    });
}
function firstCell(rows, what) {
    return [...singleRow(rows, what).values()][0];
}
function cellOf(row, column) {
    const name = nameIn(row, column);
    if (name === undefined) {
        const detail = `columns: ${[...row.keys()].join(', ')}`;
        throw (0,domain_problem/* problemError */.gS)({ code: 'unknown', summary: `The cluster's answer has no column ${column}.`, detail });
    }
    return row.get(name);
}
function nameIn(row, column) {
    if (row.has(column))
        return column;
    return [...row.keys()].find((name) => name.toLowerCase() === column.toLowerCase());
}
function unexpected(column, value) {
    return (0,domain_problem/* problemError */.gS)({
        code: 'unknown',
        summary: `The cluster's answer holds ${JSON.stringify(value) ?? 'nothing'} in column ${column}.`,
    });
}
/** Flags travel as booleans or as 0 and 1. */
function isTrue(value) {
    return value === true || value === 1;
}

;// CONCATENATED MODULE: ./build/gateways/kusto/changer.js








/** Commands that change tables. */
function changer(client) {
    const change = async (text) => void (await client.change(text));
    const changeAll = async (texts) => {
        for (const text of texts)
            await change(text);
    };
    return {
        run: async (statement) => readResult(await client.change(statement)),
        write: (edit) => writeEdit(edit, client.target.database),
        define: writeDefinition,
        createTable: (table) => change(createTable(table)),
        guardStaging: (table, expiresAt, readers) => changeAll(guardStaging(table, expiresAt, readers)),
        prepareReceiving: (request) => changeAll(prepareReceiving(request)),
        releaseStaging: (table) => changeAll(releaseStaging(table)),
        renameTables: (renames) => change(renameTables(renames)),
        clearStreamCache: async (table) => readNodes(await client.change(clearStreamCache(table))),
        dropTable: (table) => change(dropTable(table)),
        renameColumn: (table, from, to) => change(renameColumn(table, from, to)),
        switchExport: (name, to) => change(switchExport(name, to)),
        dropExport: (name) => change(dropExport(name)),
        keepTable: (table) => change(keepTable(table)),
        deleteRows: (table, after) => change(deleteRows(table, after)),
        deleteMatching: (table, filter) => change(deleteMatching(table, filter)),
        putBackByHand: putBackByHand,
        expireTable: (table, expiresAt) => change(expireTable(table, expiresAt)),
        replaceContents: (request) => change(replaceContents(request)),
    };
}
/** A node that answers anything but that it succeeded has failed. */
function readNodes(rows) {
    const nodes = rows.map((row) => ({ id: rows_textOf(row, 'NodeId'), status: rows_textOf(row, 'Status') }));
    const idsOf = (some) => some.map(({ id }) => id);
    const isCleared = ({ status }) => status === 'Succeeded';
    return { cleared: idsOf(nodes.filter(isCleared)), failed: idsOf(nodes.filter((one) => !isCleared(one))) };
}
/** An ingestion that failed for a file still answers with a row; an asynchronous command answers with nothing but its operation. */
function readResult(rows) {
    const failed = rows.find((row) => isTrue(optionalOf(row, 'HasErrors')));
    if (failed !== undefined) {
        const detail = `${String(optionalOf(failed, 'ItemLoaded') ?? '')} operation ${String(optionalOf(failed, 'OperationId') ?? '')}`;
        throw (0,domain_problem/* problemError */.gS)({ code: 'service', summary: 'The command answered that a part of it failed.', detail });
    }
    const [row] = rows;
    const isOperation = rows.length === 1 && row?.size === 1 && optionalOf(row, 'OperationId') !== undefined;
    return isOperation ? { operation: rows_textOf(row, 'OperationId') } : {};
}

// EXTERNAL MODULE: ./node_modules/azure-kusto-data/dist-esm/src/index.js + 82 modules
var src = __webpack_require__(24078);
// EXTERNAL MODULE: ./node_modules/p-retry/index.js + 1 modules
var p_retry = __webpack_require__(74995);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 14 modules
var schemas = __webpack_require__(45586);
;// CONCATENATED MODULE: ./build/gateways/kusto/body.js


const columns = schemas/* array */.YOg(schemas/* looseObject */._H3({ ColumnName: schemas/* string */.YjP() }));
const table = schemas/* looseObject */._H3({ TableName: schemas/* string */.YjP().optional(), Columns: columns, Rows: schemas/* array */.YOg(schemas/* unknown */.L5J()) });
const v1Body = schemas/* looseObject */._H3({ Tables: schemas/* array */.YOg(table), Exceptions: schemas/* array */.YOg(schemas/* unknown */.L5J()).optional() });
const v2Body = schemas/* array */.YOg(schemas/* looseObject */._H3({ FrameType: schemas/* string */.YjP() }));
const dataTable = table.extend({ TableKind: schemas/* string */.YjP() });
const completion = schemas/* looseObject */._H3({
    HasErrors: schemas/* boolean */.zMY(),
    Cancelled: schemas/* boolean */.zMY().optional(),
    OneApiErrors: schemas/* unknown */.L5J().optional(),
});
const oneApiError = schemas/* looseObject */._H3({
    error: schemas/* looseObject */._H3({
        message: schemas/* string */.YjP().optional(),
        '@message': schemas/* string */.YjP().optional(),
        '@permanent': schemas/* boolean */.zMY().optional(),
    }),
});
/**
 * Reads the answer of `/v1/rest/mgmt`. One or two tables: the first is the result. More: the last is the table of contents that says which.
 * Errors inside a 200 are `Exceptions`, a row that is an object, or a status row of severity 2 and below.
 * Source: https://learn.microsoft.com/kusto/api/rest/response
 */
function readV1(body) {
    const parsed = v1Body.safeParse(body);
    if (!parsed.success)
        return malformed('not a v1 result', body);
    const { Tables: tables, Exceptions: exceptions } = parsed.data;
    if (exceptions !== undefined && exceptions.length > 0)
        return body_failed(exceptions);
    const [first] = tables;
    if (first === undefined)
        return malformed('no table in the result', body);
    const inRows = tables.flatMap((one) => errorsInRows(one.Rows));
    if (inRows.length > 0)
        return body_failed(inRows);
    const status = tables.length > 2 ? badStatus(tables) : undefined;
    if (status !== undefined)
        return { kind: 'failed', message: status, permanent: undefined };
    return rowsOf(first);
}
/**
 * Reads the answer of `/v2/rest/query`. Errors are `HasErrors` of the completion, a row that is an object, or a completion row of level 2 and below;
 * an answer without completion was cut off. Source: https://learn.microsoft.com/kusto/api/rest/response-v2
 */
function readV2(body) {
    const parsed = v2Body.safeParse(body);
    if (!parsed.success)
        return malformed('not a v2 result', body);
    const frames = parsed.data;
    const end = completion.safeParse(frames.find((frame) => frame.FrameType === 'DataSetCompletion'));
    if (!end.success)
        return malformed('the result was cut off before its completion frame', body);
    const tables = frames.flatMap((frame) => {
        const one = dataTable.safeParse(frame);
        return one.success ? [one.data] : [];
    });
    const errors = tables.flatMap((one) => errorsInRows(one.Rows));
    if (end.data.HasErrors || end.data.Cancelled === true || errors.length > 0) {
        return body_failed([...asList(end.data.OneApiErrors), ...errors]);
    }
    const status = badStatus(tables.filter((one) => one.TableKind === 'QueryCompletionInformation'));
    if (status !== undefined)
        return { kind: 'failed', message: status, permanent: undefined };
    const primary = tables.filter((one) => one.TableKind === 'PrimaryResult');
    const [first] = primary;
    if (first === undefined || primary.length > 1)
        return malformed(`${primary.length} primary results instead of one`, body);
    return rowsOf(first);
}
/** The error of a response that is not a 200; undefined when the body holds none. */
function readError(body) {
    const parsed = oneApiError.safeParse(body);
    if (!parsed.success)
        return undefined;
    const { error } = parsed.data;
    return { message: error['@message'] ?? error.message ?? 'no message', permanent: error['@permanent'] };
}
function rowsOf(one) {
    const names = one.Columns.map((column) => column.ColumnName);
    const rows = [];
    for (const row of one.Rows) {
        if (!Array.isArray(row) || row.length !== names.length)
            return malformed('a row has another width than the columns', row);
        rows.push(new Map(names.map((name, index) => [name, row[index]])));
    }
    return { kind: 'rows', rows };
}
function errorsInRows(rows) {
    return rows
        .filter((row) => !Array.isArray(row))
        .flatMap((row) => {
        const partial = schemas/* looseObject */._H3({ OneApiErrors: schemas/* array */.YOg(schemas/* unknown */.L5J()) }).safeParse(row);
        return partial.success ? partial.data.OneApiErrors : [row];
    });
}
function badStatus(tables) {
    for (const one of tables) {
        const names = one.Columns.map((column) => column.ColumnName);
        const severity = Math.max(names.indexOf('Severity'), names.indexOf('Level'));
        const text = Math.max(names.indexOf('StatusDescription'), names.indexOf('Payload'));
        if (severity < 0)
            continue;
        const bad = one.Rows.find((row) => Array.isArray(row) && typeof row[severity] === 'number' && row[severity] <= 2);
        if (Array.isArray(bad))
            return String(bad[text] ?? 'the service reported an error without a text');
    }
    return undefined;
}
function body_failed(errors) {
    const readings = errors.map((error) => readError(error) ?? { message: body_textOf(error), permanent: undefined });
    const message = readings.map((reading) => reading.message).join('; ');
    return {
        kind: 'failed',
        message: message === '' ? 'the service reported an error without a text' : message,
        permanent: readings.find((reading) => reading.permanent !== undefined)?.permanent,
    };
}
function malformed(message, body) {
    return { kind: 'malformed', message: `${message}: ${(0,redact/* cutTo */.yd)(200, body_textOf(body))}` };
}
function asList(value) {
    if (value === undefined || value === null)
        return [];
    return Array.isArray(value) ? value : [value];
}
function body_textOf(value) {
    return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
}

;// CONCATENATED MODULE: ./build/gateways/kusto/problems.js


/** Messages of the service that say more than their status. */
const patterns = [
    {
        when: /kind 'Database' was not found/i,
        problem: {
            code: 'not-found',
            next: 'Check the input database; names are those that the cluster lists, databases are made in Azure.',
        },
    },
    {
        when: /row_level_security|row level security/i,
        problem: {
            code: 'refused',
            next: 'The table has a row level security policy, which hides rows from everybody: leave the table out.',
        },
    },
    {
        when: /not authorized|unauthorized|forbidden|Principal .* is not/i,
        problem: {
            code: 'sign-in',
            next: 'Give the identity the database role that docs/permissions.md lists for this verb.',
        },
    },
];
const problems_notReached = new Set([
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
]);
/**
 * Translates what the SDK throws. The texts hold no credential: the SDK has removed the authorization header, command texts are not quoted, and
 * what the service says is redacted, since it may quote them.
 */
function requestFailure(error, cluster) {
    const failed = httpFailure(error);
    if (failed !== undefined)
        return isAnswered(failed) ? statusFailure(failed.response, cluster) : connectionFailure(failed, cluster);
    const message = error instanceof Error ? error.message : String(error);
    if (/cloud info/i.test(message))
        return { accepted: 'no', problem: unreachable(cluster, message) };
    if (/endpoint|trusted/i.test(message)) {
        return {
            accepted: 'no',
            problem: {
                ...unreachable(cluster, message),
                next: 'Give the cluster URI as https://<cluster>.<region>.kusto.windows.net.',
            },
        };
    }
    if (isSignInError(error)) {
        const next = 'Check client-id, tenant-id and the federated credential, and in a workflow the permission id-token: write.';
        return {
            accepted: 'no',
            problem: { code: 'sign-in', summary: `Sign-in to ${cluster} failed.`, detail: message, next },
        };
    }
    throw error;
}
/** What the SDK's transport throws, which it wraps once more for status 429. */
function httpFailure(error) {
    if (!(error instanceof Error))
        return undefined;
    if ('isAxiosError' in error && error.isAxiosError === true)
        return error;
    return error.name === 'ThrottlingError' && 'inner' in error ? httpFailure(error.inner) : undefined;
}
/** A success whose body broke off carries its status and no answer. */
function isAnswered(failure) {
    return failure.response !== undefined && failure.response.status >= 400;
}
function isSignInError(error) {
    return error instanceof Error && /Authentication|Credential/.test(error.name);
}
function connectionFailure(error, cluster) {
    const code = error.code ?? 'no code';
    if (problems_notReached.has(code))
        return { accepted: 'no', problem: unreachable(cluster, `${code}: ${error.message}`) };
    const summary = `The connection to ${cluster} broke before the answer came.`;
    return {
        accepted: 'unknown',
        problem: { code: 'service', summary, detail: `${code}: ${error.message}`, transient: true },
    };
}
function statusFailure({ status, data, headers }, cluster) {
    const answer = readError(data);
    const detail = (0,redact/* redact */.E$)(answer?.message ?? `HTTP ${status} without a readable body`);
    const activity = headers['x-ms-activity-id'];
    const withActivity = typeof activity === 'string' ? { activityId: activity } : {};
    if (status === 429) {
        const problem = {
            code: 'service',
            summary: `${cluster} is too busy for this request.`,
            detail,
            transient: true,
            busy: true,
            ...withActivity,
        };
        return { accepted: 'no', problem };
    }
    if (status === 404)
        return { accepted: 'no', problem: unreachable(cluster, `HTTP 404: ${detail}`) };
    const known = patterns.find(({ when, problem }) => problem.code === 'refused' && when.test(detail));
    if (known !== undefined)
        return { accepted: 'no', problem: { ...serviceProblem(detail, false), ...withActivity } };
    if (status === 401 || status === 403) {
        const next = 'Give the identity the database role that docs/permissions.md lists for this verb.';
        return {
            accepted: 'no',
            problem: { code: 'sign-in', summary: `${cluster} refused access.`, detail, next, ...withActivity },
        };
    }
    const transient = answer?.permanent === undefined ? status >= 500 : !answer.permanent;
    return {
        accepted: status >= 500 ? 'unknown' : 'no',
        problem: { ...serviceProblem(detail, transient), ...withActivity },
    };
}
/**
 * Why work was more than one command can do; undefined for every other message. Sources: https://learn.microsoft.com/kusto/concepts/runaway-queries,
 * https://learn.microsoft.com/kusto/concepts/query-limits
 */
function tooBigFor(message) {
    if (/E_RUNAWAY_QUERY|80DA0001|80DA0003|80DA0007|E_QUERY_RESULT_SET_TOO_LARGE|low ?memory|out ?of ?memory|memory budget/i.test(message))
        return 'memory';
    return /80DA0006|query (?:has )?expired/i.test(message) ? 'time' : undefined;
}
/** An error that the service states in words, in a status or inside a 200. */
function serviceProblem(words, transient) {
    const message = (0,redact/* redact */.E$)(words);
    const known = patterns.find(({ when }) => when.test(message));
    if (known !== undefined)
        return { ...known.problem, summary: firstSentence(message), detail: message };
    const tooBig = tooBigFor(message);
    return {
        code: 'service',
        summary: `The cluster reported an error: ${firstSentence(message)}`,
        detail: message,
        transient,
        ...(tooBig === undefined ? {} : { tooBig }),
    };
}
function unreachable(cluster, detail) {
    return {
        code: 'unreachable',
        summary: `The cluster ${cluster} cannot be reached.`,
        detail,
        next: 'Check the input cluster, and that this machine may connect to it.',
    };
}
function firstSentence(message) {
    const line = message.split('\n')[0] ?? '';
    return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}

;// CONCATENATED MODULE: ./build/gateways/kusto/client.js






const minutes = 60_000;
/**
 * What every request carries: strong consistency, hot and cold data, and an error instead of a filtered answer where a row level security policy
 * would hide rows. Source: https://learn.microsoft.com/kusto/api/rest/request-properties
 */
const requestOptions = {
    queryconsistency: 'strongconsistency',
    query_datascope: 'all',
};
/**
 * Sends through the SDK, takes the body as it came and judges it here, because the SDK overlooks errors inside a 200 (`Exceptions`, error
 * rows, status rows) and never retries.
 */
function createKustoClient(target, clock, wish = 'blocked') {
    const builder = target.credential === undefined
        ? new src/* KustoConnectionStringBuilder */.Ve(target.cluster)
        : src/* KustoConnectionStringBuilder */.Ve.withTokenCredential(target.cluster, target.credential);
    const client = new src/* Client */.Kj(builder);
    async function send(kind, text, within) {
        const properties = newProperties(clock, wish, within);
        const body = kind === 'mgmt'
            ? await client.executeMgmt(target.database, text, properties)
            : await client.executeQuery(target.database, text, properties);
        return rowsOrThrow(kind === 'mgmt' ? readV1(body) : readV2(body));
    }
    const repeat = (kind, text, mode) => withRetry(target.cluster, () => send(kind, text), { mode, retries: 5 });
    return {
        target,
        query: (text) => repeat('query', text, 'read'),
        show: (text, within) => within === undefined
            ? repeat('mgmt', text, 'read')
            : withRetry(target.cluster, () => send('mgmt', text, within), { mode: 'read', retries: 0 }),
        change: (text) => repeat('mgmt', text, 'change'),
    };
}
/** What the service takes to say that the time is up. */
const answerTime = 5_000;
function newProperties(clock, wish, within) {
    const properties = new src/* ClientRequestProperties */.af();
    properties.raw = true;
    properties.application = 'kusto-rebuild';
    properties.clientRequestId = `kusto-rebuild;${clock.randomHex(32)}`;
    properties.setTimeout(within ?? 55 * minutes);
    if (within !== undefined)
        properties.setClientTimeout(within + answerTime);
    for (const [name, value] of Object.entries(requestOptions))
        properties.setOption(name, value);
    if (wish === 'blocked')
        properties.setOption('request_block_row_level_security', true);
    return properties;
}
function rowsOrThrow(reading) {
    switch (reading.kind) {
        case 'rows':
            return reading.rows;
        case 'failed':
            throw (0,domain_problem/* problemError */.gS)(serviceProblem(reading.message, reading.permanent === false));
        case 'malformed':
            throw (0,domain_problem/* problemError */.gS)({
                code: 'unknown',
                summary: 'The cluster sent an answer that cannot be read.',
                detail: (0,redact/* redact */.E$)(reading.message),
                transient: true,
            });
    }
}
async function withRetry(cluster, attempt, { mode, retries }) {
    const translate = async () => {
        try {
            return await attempt();
        }
        catch (error) {
            throw error instanceof domain_problem/* ProblemError */.Mm ? new Failure(error, 'unknown') : failureOf(error, cluster);
        }
    };
    try {
        return await (0,p_retry/* default */.Ay)(translate, {
            retries,
            minTimeout: 250,
            factor: 2,
            randomize: true,
            shouldRetry: ({ error }) => mayRepeat(error, mode),
        });
    }
    catch (error) {
        throw error instanceof Failure ? error.inner : error;
    }
}
/** Keeps what the retry decision needs beside the problem. */
class Failure extends Error {
    inner;
    accepted;
    constructor(inner, accepted) {
        super(inner.message);
        this.inner = inner;
        this.accepted = accepted;
    }
}
function failureOf(error, cluster) {
    const { problem, accepted } = requestFailure(error, cluster);
    return new Failure((0,domain_problem/* problemError */.gS)(problem), accepted);
}
function mayRepeat(error, mode) {
    if (!(error instanceof Failure))
        return false;
    // What was too big is too big again.
    const transient = error.inner.problems.every(({ transient, tooBig }) => transient === true && tooBig === undefined);
    return transient && (mode === 'read' || error.accepted === 'no');
}

// EXTERNAL MODULE: ./build/domain/export-settings.js
var export_settings = __webpack_require__(30213);
;// CONCATENATED MODULE: ./build/gateways/kusto/commands/exporting.js





/** `async` answers at once with an operation; `sync` answers with the files when they are written. */
function exportSlice(request, mode) {
    const { table, columns, slice, settings, destination } = request;
    const fanOut = settings.fanOut === 'half' ? ' set query_fanout_threads_percent=50;' : '';
    const rows = rowsOfSlice(table, slice, columns);
    return `${parquetExport(destination, settings, mode)} <| set query_datascope='all';${fanOut} ${rows} | ${exportColumns(columns)}`;
}
/** The command up to the query. */
function parquetExport(destination, settings, mode) {
    const properties = [
        'namePrefix="part"',
        `sizeLimit=${export_settings/* fileBytes */.sG}`,
        'distribution="per_node"',
        `distributed=${settings.distributed === 'yes'}`,
        'parquetDatetimePrecision="microsecond"',
        `parquetRowGroupSize=${settings.rowGroupRows}`,
        'compressionType="zstd"',
        'persistDetails=true',
    ];
    const verb = mode === 'async' ? '.export async compressed' : '.export compressed';
    return `${verb} to parquet (${quoteSecret(destination)}) with (${properties.join(', ')})`;
}
/** Columns are named, so that a column dropped or retyped meanwhile makes the export fail instead of changing it. */
function exportColumns(columns) {
    return `project ${[...columns.flatMap(exportColumn), `${column_form/* rowHashColumn */.po}=${rowHash(columns)}`].join(',')}`;
}
function exportColumn({ name, form, tickColumn }) {
    const column = quoteName(name);
    const floor = `bin(${column},1microsecond)`;
    switch (form) {
        case 'native':
            return [column];
        case 'text':
            return [`${column}=tostring(${column})`];
        case 'microseconds':
            return [`${column}=${floor}`];
        case 'microseconds-and-ticks':
            return [`${column}=${floor}`, `${quoteName(tickColumn ?? '')}=toint((${column}-${floor})/1tick)`];
    }
}

;// CONCATENATED MODULE: ./build/gateways/kusto/commands/extremes.js





const extremes_columns = domain_column/* columnTypes */.SO.map((type) => ({ name: `c_${type}`, type }));
/** As they are stored; the datetimes among the extremes have ticks below a microsecond. */
const extremeColumns = (0,column_form/* chooseForms */.BB)(extremes_columns, new Set(['c_datetime']));
/**
 * What is most likely to be lost on the way through Parquet, as literals.
 * Source: https://learn.microsoft.com/kusto/query/scalar-data-types
 */
const extremes = {
    bool: ['true', 'false'],
    int: ['int(-2147483647)', 'int(2147483647)', 'int(0)'],
    long: ['long(-9223372036854775807)', 'long(9223372036854775807)', 'long(9007199254740993)'],
    real: [
        'real(1.7976931348623157e308)',
        'real(5e-324)',
        'real(-0.0)',
        'real(0.1)',
        'real(nan)',
        'real(+inf)',
        'real(-inf)',
    ],
    decimal: [
        'decimal(9999999999999999999999999999999999)',
        'decimal(-0.0000000000000000000000000000000001)',
        'decimal(12345678901.01234567890123456789)',
    ],
    datetime: [
        'datetime(0001-01-01T00:00:00.0000001Z)',
        'datetime(9999-12-31T23:59:59.9999999Z)',
        'datetime(1969-12-31T23:59:59.9999999Z)',
        'datetime(2020-02-29T12:00:00.0000010Z)',
    ],
    timespan: [
        'timespan(-10675199.02:48:05.4775807)',
        'timespan(10675199.02:48:05.4775807)',
        'timespan(00:00:00.0000001)',
        'timespan(-00:00:00.0000001)',
    ],
    guid: ['guid(00000000-0000-0000-0000-000000000001)', 'guid(ffffffff-ffff-ffff-ffff-ffffffffffff)'],
    string: ['""', '"~"', '"a|b"', quoteText(' quotes " \' and \\ \t\n 🐦 '), '"null"'],
    dynamic: [
        'dynamic({"b":1,"a":[null,true,"x",{}]})',
        'dynamic([])',
        'dynamic({})',
        'dynamic("1")',
        'dynamic(12345678901234567)',
        'dynamic(0.1)',
    ],
};
const nulls = {
    bool: 'bool(null)',
    int: 'int(null)',
    long: 'long(null)',
    real: 'real(null)',
    decimal: 'decimal(null)',
    datetime: 'datetime(null)',
    timespan: 'timespan(null)',
    guid: 'guid(null)',
    string: '""',
    dynamic: 'dynamic(null)',
};
/** One row of nulls, then the extremes, with nulls where a type has fewer. */
function extremeRows() {
    const longest = Math.max(...Object.values(extremes).map((values) => values.length));
    const rows = Array.from({ length: longest + 1 }, (_, row) => domain_column/* columnTypes */.SO.map((type) => extremes[type][row - 1] ?? nulls[type]).join(','));
    const shape = extremes_columns.map(({ name, type }) => `${quoteName(name)}:${type}`).join(',');
    return `datatable(${shape})[${rows.join(',')}]`;
}
function exportExtremes(destination) {
    const settings = { rowGroupRows: 100_000, fanOut: 'all', distributed: 'no' };
    return `${parquetExport(destination, settings, 'sync')} <| ${extremeRows()} | ${exportColumns(extremeColumns)}`;
}
/** The sums of each column's hashes over the same rows. */
function sumExtremes() {
    return `${extremeRows()} | ${sumColumns(extremes_columns)}`;
}

;// CONCATENATED MODULE: ./build/gateways/kusto/commands/operations.js

/** Latest state by id; knows an operation for six hours. Source: https://learn.microsoft.com/kusto/management/show-operations */
function showOperations(ids) {
    return `.show operations (${ids.join(',')})`;
}
/** The two-week log, which holds a record per transition. */
function showOperationsLog(ids) {
    return `.show operations | where OperationId in (${ids.map(quoteGuid).join(',')}) | summarize arg_max(LastUpdatedOn,*) by OperationId`;
}
const showRunningOperations = '.show operations | summarize arg_max(LastUpdatedOn,*) by OperationId | where State in ("InProgress","Scheduled") | project OperationId,Operation,Database';
function showOperationDetails(id) {
    return `.show operation ${id} details`;
}
/** What the service gave up for good of a table, as far as it is logged. Source: https://learn.microsoft.com/kusto/management/ingestion-failures */
function showFailedIngestions(table) {
    return `.show ingestion failures | where Table==${quoteText(table)} and FailureKind=="Permanent" | project OperationId=tostring(OperationId),Details`;
}

;// CONCATENATED MODULE: ./build/gateways/kusto/fingerprints.js

/** Fingerprint of each column, in the order of the columns, from the sums of one row. */
function columnSumsOf(row, columns) {
    const rows = countOf(row, 'n');
    return new Map(columns.map(({ name }, index) => [name, { rows, ...sumsOf(row, `c${index}`) }]));
}
/** Sums of the halves of the hashes, which the engine adds up in parts of 16 bits. */
function sumsOf(row, prefix) {
    const part = (name) => sumOf(row, `${prefix}${name}`);
    return { low: part('lo0') + (part('lo1') << 16n), high: part('hi0') + (part('hi1') << 16n) };
}
/** The sum over no rows is null in the language and empty as text. */
function sumOf(row, column) {
    return countOf(row, 'n') === 0n ? 0n : countOf(row, column);
}

;// CONCATENATED MODULE: ./build/gateways/kusto/operations.js






const running = new Set(['InProgress', 'Scheduled']);
/** Asks the short-lived list first and the two-week log for what it has forgotten. Source: https://learn.microsoft.com/kusto/management/show-operations */
async function readStates(client, ids) {
    if (ids.length === 0)
        return [];
    const latest = byId(await client.show(showOperations(ids)));
    const missing = ids.filter((id) => !latest.has(id.toLowerCase()));
    const logged = missing.length === 0 ? new Map() : byId(await client.show(showOperationsLog(missing)));
    return ids.map((id) => {
        const row = latest.get(id.toLowerCase()) ?? logged.get(id.toLowerCase());
        return row === undefined ? { kind: 'lost' } : stateOf(row);
    });
}
/** Every state that is neither running nor Completed is a failure, also those that sound harmless. */
function stateOf(row) {
    const state = rows_textOf(row, 'State');
    if (state === 'Completed')
        return { kind: 'completed' };
    if (running.has(state))
        return { kind: 'running' };
    const retry = optionalOf(row, 'ShouldRetry');
    const message = (0,redact/* redact */.E$)(String(optionalOf(row, 'Status') ?? ''));
    const tooBig = tooBigFor(message);
    return {
        kind: 'failed',
        state,
        message,
        transient: retry === true || retry === 1 || state === 'Throttled' || state === 'Abandoned',
        ...(tooBig === undefined ? {} : { tooBig }),
    };
}
function byId(rows) {
    return new Map(rows.map((row) => [rows_textOf(row, 'OperationId').toLowerCase(), row]));
}
/** Id of an asynchronous command. */
function operationOf(rows) {
    return rows_textOf(singleRow(rows, 'the asynchronous command'), 'OperationId');
}
/** Free and total slots of one kind of work. Source: https://learn.microsoft.com/kusto/management/capacity-policy */
async function readSlots(client, resource) {
    const rows = await client.show(showCapacity);
    const row = rows.find((one) => rows_textOf(one, 'Resource').toLowerCase() === resource.toLowerCase());
    if (row === undefined)
        throw (0,domain_problem/* problemError */.gS)({ code: 'unknown', summary: `.show capacity does not list ${resource}.` });
    return { total: Number(countOf(row, 'Total')), remaining: Number(countOf(row, 'Remaining')) };
}

;// CONCATENATED MODULE: ./build/gateways/kusto/exporter.js







/** Exports to storage, each one command. */
function exporter(client) {
    return {
        slots: () => readSlots(client, 'DataExport'),
        start: async (request) => operationOf(await client.change(exportSlice(request, 'async'))),
        write: async (request) => (await client.change(exportSlice(request, 'sync'))).map(exportedFile),
        async writeExtremes(destination) {
            const files = (await client.change(exportExtremes(destination))).map(exportedFile);
            const sums = singleRow(await client.query(sumExtremes()), 'the sums of extreme values');
            return { columns: extremeColumns, files, sums: columnSumsOf(sums, extremeColumns) };
        },
        files: async (operation) => (await client.show(showOperationDetails(operation))).map(exportedFile),
        states: (ids) => readStates(client, ids),
        restoreByHand: restoreByHand,
    };
}
function exportedFile(row) {
    return { uri: rows_textOf(row, 'Path'), rows: countOf(row, 'NumRecords') };
}

;// CONCATENATED MODULE: ./build/gateways/kusto/queue.js



/**
 * The queue of the cluster's data management service, found and written by the SDK, which is loaded on first use. Blobs stay, and batches are not
 * waited for. Source: https://learn.microsoft.com/kusto/api/netfx/kusto-ingest-best-practices
 */
function queue(target) {
    let opened;
    const open = () => {
        opened ??= openClient(target);
        return opened;
    };
    return {
        async hasQueue() {
            const { resourceManager } = await open();
            try {
                const queues = (await resourceManager.getIngestionQueues()) ?? [];
                return queues.length > 0 ? 'yes' : { why: 'the service named no queue' };
            }
            catch (error) {
                if (!(error instanceof Error))
                    throw error;
                return { why: (0,redact/* redact */.E$)(error.message) };
            }
        },
        async queueIngest({ table, source, tag, creationTime }) {
            const client = await open();
            const { DataFormat } = await __webpack_require__.e(/* import() */ 67).then(__webpack_require__.bind(__webpack_require__, 95067));
            try {
                await client.ingestFromBlob(source, {
                    database: target.database,
                    table,
                    format: DataFormat.PARQUET,
                    additionalTags: [tag],
                    flushImmediately: true,
                    reportLevel: 0,
                    reportMethod: 0,
                    additionalProperties: creationTime === undefined ? {} : { creationTime },
                });
            }
            catch (error) {
                throw (0,domain_problem/* problemError */.gS)({
                    code: 'service',
                    summary: `The ingestion queue of ${target.cluster} did not take a file for ${table}.`,
                    detail: (0,redact/* redact */.E$)(error instanceof Error ? error.message : String(error)),
                    transient: true,
                }, { cause: error });
            }
        },
    };
}
async function openClient({ cluster, credential }) {
    const { IngestClient: Client } = await __webpack_require__.e(/* import() */ 67).then(__webpack_require__.bind(__webpack_require__, 95067));
    const builder = credential === undefined
        ? new src/* KustoConnectionStringBuilder */.Ve(cluster)
        : src/* KustoConnectionStringBuilder */.Ve.withTokenCredential(cluster, credential);
    return new Client(builder);
}

;// CONCATENATED MODULE: ./build/gateways/kusto/loader.js







/** Ingestion, appends and extents. */
function loader(client) {
    return {
        ...queue(client.target),
        async failedIngestions(table) {
            const rows = await client.show(showFailedIngestions(table));
            return new Map(rows.map((row) => [rows_textOf(row, 'OperationId'), rows_textOf(row, 'Details')]));
        },
        slots: () => readSlots(client, 'Ingestions'),
        startIngest: async (request) => operationOf(await client.change(ingestFile(request))),
        async runningIngestions() {
            const rows = await client.show(showRunningOperations);
            const loads = rows.filter((row) => /^(DataIngest|Table)/.test(rows_textOf(row, 'Operation')));
            return loads.map((row) => rows_textOf(row, 'OperationId'));
        },
        startTypedAppend: async (request) => operationOf(await client.change(appendTyped(request))),
        startAppend: async (request) => operationOf(await client.change(appendRows(request))),
        async moveExtents(from, into, extentIds, ingestionTime = 'keep') {
            const rows = await client.change(moveExtents(from, into, extentIds, ingestionTime));
            const failed = rows.filter((row) => rows_textOf(row, 'ResultExtentId') === 'Failed');
            if (failed.length > 0 || rows.length !== extentIds.length) {
                const detail = `${extentIds.length} extents asked for, ${rows.length} answered, ${failed.length} failed`;
                throw (0,domain_problem/* problemError */.gS)(notMoved(from, into, detail));
            }
        },
        async moveAllExtents(from, into) {
            requireMoved(await client.change(moveAllExtents(from, into)), from, into);
        },
        async moveQueriedExtents(query, from, into) {
            requireMoved(await client.change(moveQueriedExtents(query, from, into)), from, into);
        },
        async dropExtents(table, extentIds) {
            for (const command of dropExtents(table, extentIds))
                await client.change(command);
        },
        async nonEmptyValues(table, columns) {
            const row = singleRow(await client.query(countNonEmpty(table, columns)), `the values of ${table}`);
            return new Map(columns.map(({ name }, index) => [name, countOf(row, `c${index}`)]));
        },
        states: (ids) => readStates(client, ids),
    };
}
function requireMoved(rows, from, into) {
    const failed = rows.filter((row) => rows_textOf(row, 'ResultExtentId') === 'Failed').length;
    if (failed > 0)
        throw (0,domain_problem/* problemError */.gS)(notMoved(from, into, `${rows.length} answered, ${failed} failed`));
}
function notMoved(from, into, detail) {
    const summary = `Moving extents from ${from} to ${into} did not succeed.`;
    return { code: 'service', summary, detail, transient: true };
}

// EXTERNAL MODULE: ./build/domain/snapshot/batches.js
var batches = __webpack_require__(14666);
// EXTERNAL MODULE: ./build/domain/kql/row-filter.js
var row_filter = __webpack_require__(8129);
// EXTERNAL MODULE: ./build/domain/kql/timespan.js
var timespan = __webpack_require__(99981);
;// CONCATENATED MODULE: ./build/gateways/kusto/commands/observing.js



/** Above this many tables their names are not listed: one look at all extents of the database is as good. */
const mostNames = 200;
/** Totals per table in one answer. Source: https://learn.microsoft.com/kusto/management/show-extents */
function sumExtents(database, tables) {
    const of = tables.length > mostNames ? `database ${quoteName(database)}` : `tables (${tables.map(quoteName).join(',')})`;
    const sums = 'summarize n=sum(RowCount),deleted=sum(DeletedRowCount),oldest=min(MaxCreatedOn),newest=max(MaxCreatedOn) by TableName';
    return `.show ${of} extents | ${sums} | project TableName,n=tostring(n),deleted=tostring(deleted),oldest,newest=tostring(newest)`;
}
/** Sources: https://learn.microsoft.com/kusto/management/show-extents and https://learn.microsoft.com/kusto/management/materialized-views/materialized-view-show-extents-command */
function countOldExtents({ kind, name }, ticks) {
    const isOld = `isnull(MaxCreatedOn) or now()-MaxCreatedOn>totimespan(${quoteText((0,timespan/* formatTimespan */.H)(ticks))})`;
    return `.show ${kind} ${quoteName(name)} extents | where ${isOld} | summarize n=count() | project n=tostring(n)`;
}
/** One row per table: its place in the list, and all its rows. */
function countTables(tables) {
    return union(tables.map((table, place) => `${quoteName(table)} | summarize n=count() | project p=${place},n=tostring(n)`));
}
/** Cutting at a whole character leaves up to three bytes less than the limit. */
const slack = 3;
/** One row per table: its place in the list, and a JSON array of a count for each of its columns; with `after`, of the rows that are newer. */
function countAtLimit(tables) {
    return union(tables.map(({ name, columns, after }, place) => {
        const rows = after === undefined ? '' : ` | where cursor_after(${quoteText(after)})`;
        const counts = columns.map((column, index) => `c${index}=countif(${sizeOf(column)}>=${column.limit - slack})`);
        const list = columns.map((_, index) => `tostring(c${index})`).join(',');
        return `${quoteName(name)}${rows} | summarize ${counts.join(',')} | project p=${place},n=tostring(pack_array(${list}))`;
    }));
}
function sizeOf({ name, type }) {
    return type === 'string' ? `string_size(${quoteName(name)})` : `string_size(dynamic_to_json(${quoteName(name)}))`;
}
function union(queries) {
    return queries.length === 1 ? (queries[0] ?? '') : `union ${queries.map((query) => `(${query})`).join(',')}`;
}
function showOwnRoles(database) {
    return `.show database ${quoteName(database)} principal roles | project Role`;
}
const showWorkloadGroups = '.show workload_groups';
/** Requests of this tool carry its name at the beginning of their ids. */
const showOwnWorkloadGroups = '.show commands-and-queries | where StartedOn > ago(7d) and ClientActivityId startswith "kusto-rebuild;" | distinct WorkloadGroup';
/**
 * Of queries that ended, and of commands that hold one. One row for each who sent some: how often the text held each of the tables, and when that ended last. The log is summed up where it is, whatever its
 * size. Source: https://learn.microsoft.com/kusto/management/commands-and-queries
 */
function showReaders(database, tables, hours) {
    const names = tables.map((table) => `Text contains_cs ${quoteText(table)}`);
    const which = [
        `LastUpdatedOn > ago(${hours}h)`,
        `Database =~ ${quoteText(database)}`,
        `(CommandType == "Query" or Text contains "<|" and Text !startswith ".ingest")`,
        `not(ClientActivityId startswith "kusto-rebuild;")`,
        `(${names.join(' or ')})`,
    ].join(' and ');
    const sums = names.map((named, at) => `n${at}=tostring(countif(${named})),l${at}=tostring(maxif(LastUpdatedOn,${named}))`);
    return `.show commands-and-queries | where ${which} | summarize ${sums.join(',')} by Who=Principal, Program=Application | order by Who asc, Program asc`;
}
/** First words of commands that delete, replace or move rows. The rest of a text may be data. */
const changing = `matches regex ${quoteText('^\\s*\\.(delete|clear|drop|move|replace|rename|set-or-replace|update|purge|alter)\\s')}`;
/** By the time at which they ended, since one may have begun before. Source: https://learn.microsoft.com/kusto/management/commands-and-queries */
function showChanges(database, since) {
    const which = `LastUpdatedOn >= ${quoteDatetime(since)} and Database =~ ${quoteText(database)} and State != "Failed" and Text ${changing}`;
    return `.show commands-and-queries | where ${which} | project At=tostring(LastUpdatedOn),Begun=tostring(StartedOn),Text=substring(Text,0,${row_filter/* longestLogged */.P})`;
}
/** Knows commands that came by ways of their own, such as scripts of resources. Source: https://learn.microsoft.com/kusto/management/journal */
function showJournaledChanges(database, since) {
    const which = `EventTimestamp >= ${quoteDatetime(since)} and ChangeCommand ${changing}`;
    return `.show database ${quoteName(database)} journal | where ${which} | project At=tostring(EventTimestamp),Text=substring(ChangeCommand,0,${row_filter/* longestLogged */.P})`;
}

;// CONCATENATED MODULE: ./build/gateways/kusto/observer.js





/** Milliseconds for a look at the log that nothing depends on. */
const logTime = 30_000;
function observer(client) {
    const { database } = client.target;
    return {
        async extentTotals(tables) {
            const rows = await client.show(sumExtents(database, tables));
            return new Map(rows.map((row) => {
                const oldest = optionalOf(row, 'oldest');
                const totals = { rows: countOf(row, 'n'), deletedRows: countOf(row, 'deleted') };
                return [
                    rows_textOf(row, 'TableName'),
                    oldest === undefined ? totals : { ...totals, oldest: dateOf(row), newest: rows_textOf(row, 'newest') },
                ];
            }));
        },
        async extentsOlderThan(owner, ticks) {
            const rows = await client.show(countOldExtents(owner, ticks));
            return countOf(singleRow(rows, `the old extents of ${owner.name}`), 'n');
        },
        async rowCounts(tables) {
            const counts = [];
            // Counting reads no values, so that tables of any size go together.
            for (const batch of (0,batches/* inBatches */.o)(tables.map((name) => ({ name, columns: [], estimatedRows: 0n })))) {
                const rows = await client.query(countTables(batch.map(({ name }) => name)));
                counts.push(...inPlaces(rows, batch.length).map((row) => countOf(row, 'n')));
            }
            return counts;
        },
        async valuesAtLimit(tables) {
            const counts = [];
            for (const batch of (0,batches/* inBatches */.o)(tables)) {
                const rows = await client.query(countAtLimit(batch));
                counts.push(...inPlaces(rows, batch.length).map(countsOf));
            }
            return counts;
        },
        async ownRoles() {
            return (await client.show(showOwnRoles(database))).map((row) => rows_textOf(row, 'Role'));
        },
        async changesSince(instant) {
            const [sent, journaled] = await Promise.all([
                client.show(showChanges(database, instant)),
                client.show(showJournaledChanges(database, instant)),
            ]);
            const commandIn = (row) => ({ at: rows_textOf(row, 'At'), text: rows_textOf(row, 'Text') });
            return [
                ...sent.map((row) => ({ ...commandIn(row), begunAt: rows_textOf(row, 'Begun') })),
                ...journaled.map(commandIn),
            ];
        },
        async readersOf(tables, hours) {
            const rows = await client.show(showReaders(database, tables, hours), logTime);
            return new Map(tables.map((table, at) => [table, rows.flatMap((row) => readerIn(row, at))]));
        },
        async workloadGroups() {
            const rows = await client.show(showWorkloadGroups);
            return rows.map((row) => ({ name: rows_textOf(row, 'WorkloadGroupName'), definition: rows_textOf(row, 'WorkloadGroup') }));
        },
        async ownWorkloadGroups() {
            return (await client.show(showOwnWorkloadGroups)).map((row) => rows_textOf(row, 'WorkloadGroup'));
        },
    };
}
/** Nothing where who sent the queries did not name the table. */
function readerIn(row, at) {
    const times = countOf(row, `n${at}`);
    if (times === 0n)
        return [];
    return [{ who: rows_textOf(row, 'Who'), application: rows_textOf(row, 'Program'), times, last: rows_textOf(row, `l${at}`) }];
}
function dateOf(row) {
    const date = new Date(rows_textOf(row, 'oldest'));
    if (!Number.isNaN(date.getTime()))
        return date;
    throw (0,domain_problem/* problemError */.gS)({ code: 'unknown', summary: "The cluster's answer holds no time in column oldest." });
}
/** A union answers in any order. */
function inPlaces(rows, length) {
    const byPlace = new Map(rows.map((row) => [Number(countOf(row, 'p')), row]));
    return Array.from({ length }, (_, place) => {
        const row = byPlace.get(place);
        if (row !== undefined)
            return row;
        throw (0,domain_problem/* problemError */.gS)({ code: 'unknown', summary: 'The cluster answered for fewer tables than it was asked about.' });
    });
}
function countsOf(row) {
    return schemas/* array */.YOg(schemas/* string */.YjP().regex(/^\d+$/).transform(BigInt)).parse(JSON.parse(rows_textOf(row, 'n')));
}

;// CONCATENATED MODULE: ./build/gateways/kusto/export-epoch.js



/** Properties by the names that show them, and by those that set them. */
const export_epoch_known = {
    sizelimit: 'sizeLimit',
    distributed: 'distributed',
    distribution: 'distribution',
    distributionkind: 'distributionKind',
    parquetrowgroupsize: 'parquetRowGroupSize',
};
const properties = schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* union */.KCZ([schemas/* string */.YjP(), schemas/* number */.aig(), schemas/* boolean */.zMY(), schemas/* null */.chJ()]));
const span = /^(\d+\.)?\d\d:\d\d:\d\d(\.\d{1,7})?$/;
/**
 * What makes the export anew, and what of it cannot be told: the identity that it runs as is not shown, and secrets are masked. `over` are the tables that its
 * definition lists, undefined where they cannot be read. Absent where the row does not say where it began.
 * Source: https://learn.microsoft.com/kusto/management/data-export/show-continuous-export
 */
function epochOf(row, over, targets) {
    const start = optionalOf(row, 'StartCursor');
    if (typeof start !== 'string' || start === '')
        return undefined;
    const [query, externalTable] = [rows_textOf(row, 'Query'), rows_textOf(row, 'ExternalTableName')];
    const [interval, latency] = [optionalOf(row, 'IntervalBetweenRuns'), optionalOf(row, 'ForcedLatency')];
    const given = readProperties(optionalOf(row, 'ExportProperties'));
    const exportedTo = optionalOf(row, 'ExportedTo');
    const forcedLatency = typeof latency === 'string' && latency !== '' && latency !== '00:00:00' ? latency : undefined;
    const settings = Object.entries(given ?? {}).filter(([, value]) => value !== null && value !== '');
    const isSpan = (value) => typeof value === 'string' && span.test(value);
    const strange = settings.map(([key]) => key).filter((key) => export_epoch_known[key.toLowerCase()] === undefined);
    const unread = [
        ...(over === undefined ? ['the tables that it follows cannot be read'] : []),
        ...(isSpan(interval) && (forcedLatency === undefined || isSpan(forcedLatency))
            ? []
            : ['how often it runs cannot be read']),
        ...(given === undefined ? ['its properties cannot be read'] : []),
        ...(strange.length === 0 ? [] : [`this version does not know its property ${strange.join(', ')}`]),
        ...hiddenIn(query),
        ...signInOf(externalTable, targets),
    ];
    return {
        startCursor: start,
        ...(typeof exportedTo === 'string' && exportedTo !== '' ? { exportedTo } : {}),
        isRunning: isTrue(optionalOf(row, 'IsRunning')) ? 'yes' : 'no',
        definition: createExport({
            name: rows_textOf(row, 'Name'),
            over: over ?? [],
            externalTable,
            query,
            interval: String(interval),
            forcedLatency,
            properties: settings.flatMap(([key, value]) => value === null ? [] : [[export_epoch_known[key.toLowerCase()] ?? key, value]]),
        }),
        unread,
    };
}
function readProperties(cell) {
    if (cell === undefined || cell === '')
        return {};
    const parsed = properties.safeParse(typeof cell === 'string' ? parseJson(cell) : cell);
    return parsed.success ? parsed.data : undefined;
}
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch (error) {
        // What is no JSON is told as not readable.
        if (error instanceof SyntaxError)
            return undefined;
        throw error;
    }
}
function hiddenIn(query) {
    const isMasked = query.includes('***') || /(?<![\w"'])[hH]@?["'`~]/.test(query);
    const isElsewhere = /\b(database|cluster)\s*\(/.test(query);
    return [
        ...(isMasked ? ['its query holds a secret, which is masked'] : []),
        ...(isElsewhere ? ['its query reaches another database, for which it runs as an identity that is not shown'] : []),
    ];
}
/** Where the storage takes an identity, the export has one of its own. Source: https://learn.microsoft.com/kusto/management/data-export/continuous-export-with-managed-identity */
function signInOf(externalTable, targets) {
    const target = targets.find((row) => rows_textOf(row, 'TableName') === externalTable);
    const shown = target === undefined ? undefined : optionalOf(target, 'ConnectionStrings');
    const connections = typeof shown === 'string' ? shown : JSON.stringify(shown ?? []);
    if (['', '[]'].includes(connections))
        return [`the service does not show how it signs in to the storage of ${externalTable}`];
    return /impersonate|managed_identity/i.test(connections)
        ? [`it writes to ${externalTable} as an identity that is not shown`]
        : [];
}

;// CONCATENATED MODULE: ./build/gateways/kusto/continuous-exports.js



const scopedTables = schemas/* array */.YOg(schemas/* string */.YjP());
/**
 * The tables are listed as `['Database'].['Table']`, in JSON; where none are, or they cannot be read, they are left out.
 * Source: https://learn.microsoft.com/kusto/management/data-export/show-continuous-export
 */
function continuousExportOf(row, targets = []) {
    const listed = tablesOf(optionalOf(row, 'CursorScopedTables'));
    const tables = listed?.length === 0 ? undefined : listed;
    const epoch = epochOf(row, listed, targets);
    return {
        name: rows_textOf(row, 'Name'),
        ...(tables === undefined ? {} : { tables }),
        query: rows_textOf(row, 'Query'),
        isDisabled: isTrue(optionalOf(row, 'IsDisabled')) ? 'yes' : 'no',
        ...(epoch === undefined ? {} : { epoch }),
    };
}
/** Empty where none are listed; undefined where they cannot be read. */
function tablesOf(cell) {
    if (cell === undefined || cell === '')
        return [];
    const listed = scopedTables.safeParse(typeof cell === 'string' ? parse(cell) : cell);
    if (!listed.success)
        return undefined;
    const names = listed.data.map((text) => /^(?:\['.*'\]\.)?\['(.*)'\]$/.exec(text)?.[1]);
    return names.every((name) => name !== undefined) ? names.map((name) => name.replaceAll("\\'", "'")) : undefined;
}
function parse(text) {
    try {
        return JSON.parse(text);
    }
    catch (error) {
        // What is no JSON names no tables; then the query is looked at.
        if (error instanceof SyntaxError)
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/gateways/kusto/externals.js





const schemaDocument = schemas/* looseObject */._H3({
    OrderedColumns: schemas/* array */.YOg(schemas/* looseObject */._H3({ Name: schemas/* string */.YjP(), CslType: schemas/* enum */.k5n(domain_column/* columnTypes */.SO) })),
});
/** A row of `.show external tables`, with the schema that was asked for it. Source: https://learn.microsoft.com/kusto/management/show-external-tables */
function externalTableOf(row, schema) {
    const name = rows_textOf(row, 'TableName');
    const parsed = schemaDocument.safeParse(JSON.parse(rows_textOf(singleRow(schema, `the schema of external table ${name}`), 'Schema')));
    if (!parsed.success)
        throw (0,domain_problem/* problemError */.gS)({ code: 'unknown', summary: `The cluster's schema of external table ${name} cannot be read.` });
    return {
        name,
        type: rows_textOf(row, 'TableType'),
        columns: parsed.data.OrderedColumns.map(({ Name, CslType }) => ({ name: Name, type: CslType })),
        folder: given(row, 'Folder') ?? '',
        docstring: given(row, 'DocString') ?? '',
        properties: given(row, 'Properties') ?? '',
        connections: given(row, 'ConnectionStrings'),
        partitions: given(row, 'Partitions'),
        pathFormat: given(row, 'PathFormat'),
    };
}
/** A row of `.show continuous-exports`. Source: https://learn.microsoft.com/kusto/management/data-export/show-continuous-export */
function exportOf(row) {
    return {
        name: rows_textOf(row, 'Name'),
        externalTable: rows_textOf(row, 'ExternalTableName'),
        query: rows_textOf(row, 'Query'),
        tables: continuousExportOf(row).tables ?? [],
        interval: given(row, 'IntervalBetweenRuns') ?? '',
        forcedLatency: given(row, 'ForcedLatency') ?? '',
        properties: given(row, 'ExportProperties') ?? '',
        isDisabled: isTrue(optionalOf(row, 'IsDisabled')) ? 'yes' : 'no',
    };
}
/** Dynamic values come as text or as JSON. */
function given(row, column) {
    const value = optionalOf(row, column);
    return value === undefined || typeof value === 'string' ? value : JSON.stringify(value);
}

;// CONCATENATED MODULE: ./build/gateways/kusto/live-tables.js




const live_tables_schemaDocument = schemas/* looseObject */._H3({
    Databases: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* looseObject */._H3({
        MajorVersion: schemas/* number */.aig(),
        MinorVersion: schemas/* number */.aig(),
        Tables: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* looseObject */._H3({
            Name: schemas/* string */.YjP(),
            Folder: schemas/* string */.YjP().nullish(),
            DocString: schemas/* string */.YjP().nullish(),
            OrderedColumns: schemas/* array */.YOg(schemas/* looseObject */._H3({ Name: schemas/* string */.YjP(), CslType: schemas/* string */.YjP() })),
        })),
    })),
});
/** Tables as schema, details and policies tell of them together, sorted by name; rejects what they do not agree on. */
function liveTables(schema, database, details, policies) {
    const parsed = live_tables_schemaDocument.safeParse(typeof schema === 'string' ? JSON.parse(schema) : schema);
    const found = parsed.success
        ? Object.entries(parsed.data.Databases).find(([name]) => name.toLowerCase() === database.toLowerCase())
        : undefined;
    if (found === undefined)
        throw (0,domain_problem/* problemError */.gS)({ code: 'unknown', summary: `The cluster's schema of ${database} cannot be read.` });
    const byName = new Map(details.map((row) => [rows_textOf(row, 'TableName'), row]));
    const timed = tablesWithIngestionTime(policies);
    return Object.values(found[1].Tables)
        .map((table) => {
        const row = byName.get(table.Name);
        if (row === undefined)
            throw (0,domain_problem/* problemError */.gS)({
                code: 'unknown',
                summary: `The cluster lists no details of table ${table.Name}.`,
                transient: true,
            });
        const columns = table.OrderedColumns.map(({ Name, CslType }) => ({
            name: Name,
            type: columnType(CslType, Name),
        }));
        const hot = hotPeriod(optionalOf(row, 'CachingPolicy'));
        const streaming = streamingOf(optionalOf(row, 'StreamingIngestionPolicy'));
        const retention = softDeletePeriod(optionalOf(row, 'RetentionPolicy'));
        return {
            name: table.Name,
            database: found[0],
            tableId: rows_textOf(row, 'TableId'),
            schemaVersion: `${found[1].MajorVersion}.${found[1].MinorVersion}`,
            columns,
            folder: table.Folder ?? '',
            docString: table.DocString ?? '',
            ingestionTime: timed.has(table.Name) ? 'on' : 'off',
            ...(streaming === undefined ? {} : { streaming }),
            ...(retention === undefined ? {} : { softDeletePeriod: retention }),
            ...(hot === undefined ? {} : { hotPeriod: hot }),
            estimate: {
                rows: countOf(row, 'TotalRowCount'),
                originalBytes: live_tables_sizeOf(row, 'TotalOriginalSize'),
                storedBytes: optionalSize(row, 'TotalExtentSize'),
                hotBytes: optionalSize(row, 'HotExtentSize'),
            },
        };
    })
        .sort((a, b) => (a.name < b.name ? -1 : 1));
}
/** The service writes entities as `[Database].[Table]`. A table whose policy it does not tell is taken to have none, which only costs time. */
function tablesWithIngestionTime(policies) {
    const isOn = (row) => {
        const policy = optionalOf(row, 'Policy');
        if (typeof policy !== 'string' || policy === '' || policy === 'null')
            return false;
        return schemas/* looseObject */._H3({ IsEnabled: schemas/* boolean */.zMY() }).parse(JSON.parse(policy)).IsEnabled;
    };
    const nameOf = (row) => rows_textOf(row, 'EntityName').replace(/^\[[^\]]*\]\.\[(.*)\]$/s, '$1');
    return new Set(policies.filter(isOn).map(nameOf));
}
/** The service writes sizes as real numbers. */
function live_tables_sizeOf(row, column) {
    const value = optionalOf(row, column);
    if (typeof value === 'number' && value >= 0)
        return value;
    throw (0,domain_problem/* problemError */.gS)({ code: 'unknown', summary: `The cluster's details of a table hold no number in ${column}.` });
}
function optionalSize(row, column) {
    const value = optionalOf(row, column);
    return typeof value === 'number' && value >= 0 ? value : undefined;
}
function columnType(text, column) {
    const type = domain_column/* columnTypes */.SO.find((known) => known === text);
    if (type === undefined)
        throw (0,domain_problem/* problemError */.gS)({
            code: 'unknown',
            summary: `Column ${column} has the type ${text}, which this version does not know.`,
        });
    return type;
}
/** Where neither the table nor its database has a policy the service shows `null`. Source: https://learn.microsoft.com/kusto/management/streaming-ingestion-policy */
function streamingOf(policy) {
    if (policy === 'null')
        return 'off';
    if (typeof policy !== 'string' || policy === '')
        return undefined;
    const parsed = schemas/* looseObject */._H3({ IsEnabled: schemas/* boolean */.zMY() }).safeParse(JSON.parse(policy));
    if (!parsed.success)
        return undefined;
    return parsed.data.IsEnabled ? 'on' : 'off';
}
/** The period of a retention policy as the service shows it. Where none is set it shows `null`, and nothing expires. Source: https://learn.microsoft.com/kusto/management/retention-policy */
function softDeletePeriod(policy) {
    if (policy === 'null')
        return '365000.00:00:00';
    if (typeof policy !== 'string' || policy === '')
        return undefined;
    const parsed = schemas/* looseObject */._H3({ SoftDeletePeriod: schemas/* string */.YjP() }).safeParse(JSON.parse(policy));
    return parsed.success ? parsed.data.SoftDeletePeriod : undefined;
}
const live_tables_span = schemas/* union */.KCZ([schemas/* string */.YjP(), schemas/* looseObject */._H3({ Value: schemas/* string */.YjP() }).transform(({ Value }) => Value)]);
/**
 * Where no policy is set the service shows `null`, and everything is hot. Hot windows can make older data hot too, which a period does not tell. Source:
 * https://learn.microsoft.com/kusto/management/cache-policy
 */
function hotPeriod(policy) {
    if (policy === 'null')
        return '365000.00:00:00';
    if (typeof policy !== 'string' || policy === '')
        return undefined;
    const parsed = schemas/* looseObject */._H3({ DataHotSpan: live_tables_span }).safeParse(JSON.parse(policy));
    return parsed.success ? parsed.data.DataHotSpan : undefined;
}

;// CONCATENATED MODULE: ./build/gateways/kusto/live-views.js




const schemaOfViews = schemas/* looseObject */._H3({
    Databases: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* looseObject */._H3({
        MajorVersion: schemas/* number */.aig(),
        MinorVersion: schemas/* number */.aig(),
        MaterializedViews: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* looseObject */._H3({ OrderedColumns: schemas/* array */.YOg(schemas/* looseObject */._H3({ Name: schemas/* string */.YjP(), CslType: schemas/* string */.YjP() })) }))
            .nullish(),
    })),
});
/**
 * Materialized views as `.show materialized-views` lists them, with the columns of the schema; sorted by name.
 * Source: https://learn.microsoft.com/kusto/management/materialized-views/materialized-view-show-command
 */
function liveViews(schema, database, listed) {
    if (listed.length === 0)
        return [];
    const parsed = schemaOfViews.safeParse(typeof schema === 'string' ? JSON.parse(schema) : schema);
    const found = parsed.success
        ? Object.entries(parsed.data.Databases).find(([name]) => name.toLowerCase() === database.toLowerCase())
        : undefined;
    if (found === undefined)
        throw live_views_unreadable(`the schema of ${database}`);
    const { MajorVersion, MinorVersion, MaterializedViews } = found[1];
    return listed
        .map((row) => {
        const name = rows_textOf(row, 'Name');
        const described = MaterializedViews?.[name];
        if (described === undefined)
            throw live_views_unreadable(`the columns of the materialized view ${name}`);
        return {
            name,
            schemaVersion: `${MajorVersion}.${MinorVersion}`,
            columns: described.OrderedColumns.map(({ Name, CslType }) => columnOf(Name, CslType, name)),
            folder: textOr(row, 'Folder') ?? '',
            docString: textOr(row, 'DocString') ?? '',
            definition: definitionOf(row),
            isHealthy: live_views_isTrue(optionalOf(row, 'IsHealthy')) ? 'yes' : 'no',
        };
    })
        .sort((a, b) => (a.name < b.name ? -1 : 1));
}
function definitionOf(row) {
    const [materializedTo, lookback, lookbackColumn] = ['MaterializedTo', 'Lookback', 'LookbackColumn'].map((column) => textOr(row, column));
    return {
        source: rows_textOf(row, 'SourceTable'),
        query: rows_textOf(row, 'Query'),
        ...(materializedTo === undefined ? {} : { materializedTo }),
        ...(lookback === undefined ? {} : { lookback }),
        ...(lookbackColumn === undefined ? {} : { lookbackColumn }),
    };
}
/** Undefined where there is nothing, or no text, in the column. */
function textOr(row, column) {
    const value = optionalOf(row, column);
    return typeof value === 'string' && value !== '' ? value : undefined;
}
function live_views_isTrue(value) {
    return value === true || value === 1;
}
function columnOf(name, type, view) {
    const known = domain_column/* columnTypes */.SO.find((one) => one === type);
    if (known !== undefined)
        return { name, type: known };
    throw live_views_unreadable(`the type ${type} of column ${name} of the materialized view ${view}`);
}
function live_views_unreadable(what) {
    return (0,domain_problem/* problemError */.gS)({ code: 'unknown', summary: `The cluster's answer does not tell ${what}.`, transient: true });
}

;// CONCATENATED MODULE: ./build/gateways/kusto/populations.js


/** Columns of which it matters whether a value has a rest below the microsecond. */
function datetimesOf(columns) {
    return columns.filter(({ type }) => type === 'datetime').map(({ name }) => name);
}
/** Those of them that hold such a value. */
function tickRests(row, datetimes) {
    const rests = rows_textOf(row, 'rests').split('|');
    return new Set(datetimes.filter((name, index) => requireCount(rests[index], name) > 0n));
}
function requireCount(text, column) {
    if (text !== undefined && /^\d+$/.test(text))
        return BigInt(text);
    throw (0,domain_problem/* problemError */.gS)({ code: 'unknown', summary: `The cluster gave no count of the times in ${column}.` });
}
/** Counts of one table on each side of a cursor; rows outside of the range are left out. */
function populationsOf(row, datetimes, range) {
    const untimed = countOf(row, 'untimed');
    const outside = range?.from === undefined && range?.before === undefined ? 0n : countOf(row, 'outside');
    return {
        total: countOf(row, 'total'),
        atCursor: countOf(row, 'atCursor'),
        newer: countOf(row, 'newer'),
        untimed: range === undefined ? untimed : 0n,
        ...(range === undefined ? {} : { leftOut: { outside, untimed } }),
        times: {
            low: countOf(row, 'atCursor') === 0n ? 0n : countOf(row, 'timeslo'),
            high: countOf(row, 'atCursor') === 0n ? 0n : countOf(row, 'timeshi'),
        },
        withTickRest: tickRests(row, datetimes),
    };
}

;// CONCATENATED MODULE: ./build/gateways/kusto/reader.js











/** Reading by queries and `.show` commands of one database. */
function reader(client) {
    const { database } = client.target;
    return {
        async identity() {
            // The first request alone, since each of several at once would fetch the cluster's sign-in metadata for itself.
            const canary = await client.query(readCanary);
            const [version, identity] = await Promise.all([
                client.show(showVersion),
                client.show(showDatabaseIdentity),
            ]);
            const asked = singleRow(canary, 'the hash canary');
            const own = singleRow(identity, 'the identity of the database');
            return {
                canary: canaryOf(asked),
                now: rows_textOf(asked, 'now'),
                buildVersion: rows_textOf(singleRow(version, 'its version'), 'BuildVersion'),
                accessMode: rows_textOf(own, 'DatabaseAccessMode'),
                readsRestricted: readsRestricted(optionalOf(own, 'CurrentUserIsUnrestrictedViewer')),
            };
        },
        async tables() {
            const [schema, details, policies] = await Promise.all([
                client.show(showDatabaseSchema(database)),
                client.show(showTablesDetails),
                client.show(showIngestionTimePolicies),
            ]);
            return liveTables(firstCell(schema, 'the database schema'), database, details, policies);
        },
        async views() {
            const views = await client.show(showMaterializedViews);
            if (views.length === 0)
                return [];
            const schema = await client.show(showDatabaseSchema(database));
            return liveViews(firstCell(schema, 'the database schema'), database, views);
        },
        async continuousExports() {
            const exports = await client.show(showContinuousExports);
            const targets = exports.length === 0 ? [] : await client.show(showExternalTables);
            return exports.map((row) => continuousExportOf(row, targets));
        },
        async externals() {
            const [shown, exports] = await Promise.all([
                client.show(showExternalTables),
                client.show(showContinuousExports),
            ]);
            const tables = [];
            for (const row of shown)
                tables.push(externalTableOf(row, await client.show(showExternalSchema(rows_textOf(row, 'TableName')))));
            return { tables, exports: exports.map(exportOf) };
        },
        async tableIds() {
            const details = await client.show(showTablesDetails);
            return new Map(details.map((row) => [rows_textOf(row, 'TableName'), rows_textOf(row, 'TableId')]));
        },
        async schemaScript() {
            return (await client.show(showSchemaScript(database))).map((row) => rows_textOf(row, 'DatabaseSchemaScript'));
        },
        async cursor() {
            return rows_textOf(singleRow(await client.query(readCursor), 'cursor_current()'), 'Cursor');
        },
        async now() {
            return rows_textOf(singleRow(await client.query(readClock), 'now()'), 'Now');
        },
        async populations(tables, cursor, range) {
            const asked = tables.map(({ name, columns }) => ({ name, datetimes: datetimesOf(columns) }));
            const rows = await client.query(countPopulations(asked, cursor, range));
            const byPlace = new Map(rows.map((row) => [rows_textOf(row, 'place'), row]));
            const counted = asked.map(({ name, datetimes }, place) => {
                const row = byPlace.get(String(place));
                return [
                    name,
                    populationsOf(singleRow(row === undefined ? [] : [row], `the counts of ${name}`), datetimes, range),
                ];
            });
            return new Map(counted);
        },
        async wholePopulations(table, columns) {
            const datetimes = datetimesOf(columns);
            const row = singleRow(await client.query(countWhole({ name: table, datetimes })), `the rows of ${table}`);
            const total = countOf(row, 'total');
            const times = { low: 0n, high: 0n };
            return { total, atCursor: 0n, newer: 0n, untimed: total, times, withTickRest: tickRests(row, datetimes) };
        },
        async surplusRows(table, other, columns, bound = { kind: 'whole-table' }) {
            const row = singleRow(await client.query(countSurplus({ table, bound }, other, columns)), `the rows of ${table}`);
            return countOf(row, 'g') === 0n ? 0n : countOf(row, 'n');
        },
        async rewrittenRows(table, other, columns, parts) {
            const text = countRewritten({ table, ...parts }, other, columns);
            const row = singleRow(await client.query(text), `the rows of ${table}`);
            return countOf(row, 'g') === 0n ? 0n : countOf(row, 'n');
        },
        async timeBins(table, cursor, window, step) {
            const rows = await client.query(countTimeBins(table, cursor, window, step));
            return rows.map((row) => ({ start: rows_textOf(row, 'b'), rows: countOf(row, 'n') }));
        },
        async partRows(table, columns, slice, of) {
            const rows = await client.query(countParts(table, columns, slice, of));
            return new Map(rows.map((row) => [Number(countOf(row, 'p')), countOf(row, 'n')]));
        },
        async fingerprint(table, columns, bound) {
            const row = singleRow(await client.query(fingerprintRows(table, columns, bound)), `the fingerprint of ${table}`);
            return { rows: countOf(row, 'n'), ...sumsOf(row, '') };
        },
        async columnFingerprints(table, columns, bound) {
            const rows = await client.query(fingerprintColumns(table, columns, bound));
            return columnSumsOf(singleRow(rows, `the column fingerprints of ${table}`), columns);
        },
        async extentBins(table, cursor, window, step) {
            const rows = await client.query(countExtentBins(table, cursor, window, step));
            return rows.map((row) => ({ extentId: rows_textOf(row, 'e'), start: rows_textOf(row, 'b'), rows: countOf(row, 'n') }));
        },
        async defaultSoftDeletePeriod() {
            const shown = await client.show(showDatabaseRetention(database));
            return softDeletePeriod(optionalOf(singleRow(shown, 'the retention policy of the database'), 'Policy'));
        },
        async creationTimes(table) {
            const rows = await client.show(showCreationTimes(table));
            return new Map(rows.map((row) => [rows_textOf(row, 'e'), rows_textOf(row, 'c')]));
        },
        async rowHashes(table, columns, key, part) {
            const rows = await client.query(listRowHashes(table, columns, key, part));
            return rows.map((row) => ({ hash: countOf(row, 'h'), key: countOf(row, 'k'), rows: countOf(row, 'n') }));
        },
        async answer(query, limit) {
            const rows = await client.query(limited(query, limit));
            return { columns: rows[0]?.size ?? 0, rows: rows.map((row) => [...row.values()]) };
        },
        async rowsByExtent(table) {
            return (await client.query(countByExtent(table))).map((row) => ({
                extentId: rows_textOf(row, 'ExtentId'),
                tags: schemas/* array */.YOg(schemas/* string */.YjP()).parse(JSON.parse(rows_textOf(row, 'Tags') || '[]')),
                rows: countOf(row, 'n'),
            }));
        },
        async extentsAfter(table, after) {
            return (await client.query(listExtentsAfter(table, after))).map((row) => rows_textOf(row, 'ExtentId'));
        },
        async deletesItself(table) {
            const row = singleRow(await client.show(showExpiry(table)), `the auto_delete policy of ${table}`);
            const policy = optionalOf(row, 'Policy');
            return policy === undefined || policy === '' || policy === 'null' ? 'no' : 'yes';
        },
    };
}
function readsRestricted(flag) {
    if (flag === undefined)
        return 'unknown';
    return isTrue(flag) ? 'yes' : 'no';
}
function canaryOf(row) {
    return {
        world: rows_textOf(row, 'world'),
        instant: rows_textOf(row, 'instant'),
        worldHigh: rows_textOf(row, 'worldHigh'),
        negativeHigh: rows_textOf(row, 'negativeHigh'),
    };
}

;// CONCATENATED MODULE: ./build/gateways/kusto/reading-both.js
/**
 * `unblocked` sends requests that do not ask to be refused by row level security. It is taken where only rows of `tables` are read; what may read any other
 * table goes the way of `blocked`.
 */
function readingBoth(blocked, unblocked, tables) {
    const of = (table) => (tables.has(table) ? unblocked : blocked);
    const populations = async (asked, cursor, range) => {
        const counts = [];
        for (const side of [unblocked, blocked]) {
            const own = asked.filter(({ name }) => of(name) === side);
            if (own.length > 0)
                counts.push(...(await side.read.populations(own, cursor, range)));
        }
        return new Map(counts);
    };
    return {
        ...blocked,
        read: {
            ...blocked.read,
            populations,
            wholePopulations: (table, columns) => of(table).read.wholePopulations(table, columns),
            fingerprint: (table, columns, bound) => of(table).read.fingerprint(table, columns, bound),
            rowsByExtent: (table) => of(table).read.rowsByExtent(table),
        },
        load: { ...blocked.load, startTypedAppend: (request) => of(request.from).load.startTypedAppend(request) },
    };
}

;// CONCATENATED MODULE: ./build/gateways/kusto/commands/replacing.js



const listColumns = [
    { name: 'TableName', type: 'string' },
    { name: 'ExtentId', type: 'guid' },
    { name: 'Round', type: 'long' },
    { name: 'Rows', type: 'long' },
    { name: 'Before', type: 'long' },
    { name: 'After', type: 'long' },
    { name: 'Newer', type: 'long' },
];
function createList(table) {
    const docString = 'lists extents that are replaced';
    return createTable({ name: table, columns: listColumns, folder: 'kusto-rebuild', docString });
}
function listExtents(request) {
    const { list, of, upTo, after, tag } = request;
    const counts = [
        'Rows=count()',
        `Before=countif(isnull(ingestion_time()) or cursor_before_or_at(${quoteText(upTo)}))`,
        `After=countif(${isAfter(upTo)})`,
        `Newer=${after === null ? 'count()' : `countif(${isAfter(after)})`}`,
    ].join(',');
    const columns = `TableName=${quoteText(of)},ExtentId,Round=long(${list.round}),Rows,Before,After,Newer`;
    const query = `${quoteName(of)} | summarize ${counts} by ExtentId=extent_id() | where Before>0 | project ${columns}`;
    return `${appendToList(list, tag)} <| ${query}`;
}
function listAllExtents(request) {
    const { list, of, tag } = request;
    const columns = `TableName,ExtentId,Round=long(${list.round}),Rows,Before=Rows,After=long(0),Newer=long(0)`;
    const legs = of.map((table) => `(${quoteName(table)} | summarize Rows=count() by ExtentId=extent_id() | extend TableName=${quoteText(table)})`);
    return `${appendToList(list, tag)} <| union ${legs.join(',')} | project ${columns}`;
}
function appendToList({ table }, tag) {
    return `.append async ${quoteName(table)} with (tags=${quoteText(JSON.stringify([tag]))}, persistDetails=true)`;
}
function countListed(list) {
    const names = ['extents', 'rows', 'before', 'after', 'newer', 'nowhere'];
    const sums = 'extents=count(),rows=sum(Rows),before=sum(Before),after=sum(After),newer=sum(Newer),nowhere=countif(isnull(ExtentId) or ExtentId==guid(00000000-0000-0000-0000-000000000000))';
    const texts = names.map((name) => `${name}=tostring(${name})`).join(',');
    return `${listOf(list)} | summarize ${sums} by TableName | project TableName,${texts}`;
}
/** The window of creation times, with a day at each end: without one some extents may be left out. */
function replacing_showCreationTimes(tables) {
    const window = 'summarize n=count(),low=min(MinCreatedOn),high=max(MaxCreatedOn) | project n=tostring(n),low=tostring(low-1d),high=tostring(high+1d)';
    return `.show tables (${tables.map(quoteName).join(',')}) extents | ${window}`;
}
/** Source: https://learn.microsoft.com/kusto/management/replace-extents */
function replaceExtents(request) {
    const { table, list, low, high } = request;
    const window = `extentCreatedOnFrom=${quoteDatetime(low)}, extentCreatedOnTo=${quoteDatetime(high)}`;
    const isOwn = `TableName==${quoteText(table)}`;
    const drop = `${listOf(list)} and ${isOwn} | project ExtentId`;
    const move = `${listOf(list)} and not(${isOwn}) | project ExtentId,TableName`;
    return `.replace extents in table ${quoteName(table)} with (${window}) <| {${drop}},{${move}}`;
}

;// CONCATENATED MODULE: ./build/gateways/kusto/replacer.js





/** Extents of a table that stays. */
function replacer(client) {
    return {
        createList: async (table) => void (await client.change(createList(table))),
        startListing: async (request) => operationOf(await client.change(listExtents(request))),
        startListingAll: async (request) => operationOf(await client.change(listAllExtents(request))),
        async listed(list) {
            const rows = await client.query(countListed(list));
            return new Map(rows.map((row) => [rows_textOf(row, 'TableName'), listedOf(row)]));
        },
        async replace({ table, others, list, extents }) {
            const times = singleRow(await client.show(replacing_showCreationTimes([table, ...others])), `the creation times of ${table}`);
            if (countOf(times, 'n') === 0n)
                throw (0,domain_problem/* problemError */.gS)(otherCount(table, extents, 0, 0));
            const window = { low: rows_textOf(times, 'low'), high: rows_textOf(times, 'high') };
            const rows = await client.change(replaceExtents({ table, list, ...window }));
            const failed = rows.filter((row) => rows_textOf(row, 'ResultExtentId') === 'Failed').length;
            if (failed > 0 || rows.length !== extents)
                throw (0,domain_problem/* problemError */.gS)(otherCount(table, extents, rows.length, failed));
        },
        pauseMerges: async (table) => void (await client.change(pauseMerges(table))),
        dropMergePolicy: async (table) => void (await client.change(dropPolicy(table, 'merge'))),
    };
}
function listedOf(row) {
    return {
        extents: Number(countOf(row, 'extents')),
        rows: countOf(row, 'rows'),
        before: countOf(row, 'before'),
        after: countOf(row, 'after'),
        newer: countOf(row, 'newer'),
        nowhere: Number(countOf(row, 'nowhere')),
    };
}
function otherCount(table, expected, seen, failed) {
    return {
        code: 'service',
        summary: `Replacing extents of ${table} did not succeed as a whole.`,
        detail: `${expected} extents asked for, ${seen} answered, ${failed} failed`,
        transient: true,
    };
}

;// CONCATENATED MODULE: ./build/gateways/kusto/commands/row-security.js

/**
 * Who asks. Sources: https://learn.microsoft.com/kusto/query/current-principal-function, and for the form of names
 * https://learn.microsoft.com/kusto/management/reference-security-principals
 */
const readPrincipal = 'print who=current_principal()';
/** Only literals may be asked for. Source: https://learn.microsoft.com/kusto/query/current-principal-is-member-of-function */
function askMembership(principal) {
    return `print isMember=${isMember(principal)}`;
}
/** Source: https://learn.microsoft.com/kusto/management/show-table-row-level-security-policy-command */
function showRowSecurity(table) {
    return `.show table ${quoteName(table)} policy row_level_security`;
}
/**
 * The query shows all rows or none, whoever asks. It names its own table: what has another name later is read by nobody, since a query whose table is gone is an error.
 * Source: https://learn.microsoft.com/kusto/management/alter-table-row-level-security-policy-command
 */
function admit(table, admitted) {
    const rows = admitted === 'nobody' ? 'false' : isMember(admitted.principal);
    return `.alter table ${quoteName(table)} policy row_level_security enable ${quoteText(`${quoteName(table)} | where ${rows}`)}`;
}
/** Undefined for any query that `admit` does not write. */
function readAdmitting(query) {
    const form = /^\['(kr_\w+)'\] \| where (?:(false)|current_principal_is_member_of\('([^'\\]+)'\))$/;
    const [, of, nobody, principal] = form.exec(query) ?? [];
    if (of === undefined)
        return undefined;
    if (nobody !== undefined)
        return { kind: 'own', of, admitted: 'nobody' };
    return principal === undefined ? undefined : { kind: 'own', of, admitted: { principal } };
}
/** Whether `current_principal()` names a user or an application in the form that policies take. */
function isNamed(who) {
    return /^aad(?:user|app)=[\w.@-]+(?:;[\w.-]+)?$/.test(who);
}
function isMember(principal) {
    if (!isNamed(principal))
        throw new Error(`not a principal: ${principal}`);
    return `current_principal_is_member_of('${principal}')`;
}

;// CONCATENATED MODULE: ./build/gateways/kusto/security.js




const policyDocument = schemas/* object */.Ikc({ IsEnabled: schemas/* boolean */.zMY(), Query: schemas/* string */.YjP() });
function security(client) {
    return {
        async principal() {
            const who = rows_textOf(singleRow(await client.query(readPrincipal), 'current_principal()'), 'who');
            if (!isNamed(who))
                throw (0,domain_problem/* problemError */.gS)(notNamed(who));
            const answer = singleRow(await client.query(askMembership(who)), 'whether policies admit this identity');
            if (!isTrue(optionalOf(answer, 'isMember')))
                throw (0,domain_problem/* problemError */.gS)(notAdmitted(who));
            return who;
        },
        async rowSecurity(table) {
            const shown = singleRow(await client.show(showRowSecurity(table)), `the row level security policy of ${table}`);
            return readRowSecurity(table, optionalOf(shown, 'Policy'));
        },
        closing: (table) => admit(table, 'nobody'),
        admit: async (table, admitted) => void (await client.change(admit(table, admitted))),
    };
}
function readRowSecurity(table, policy) {
    if (policy === undefined || policy === '' || policy === 'null')
        return { kind: 'none' };
    const read = policyDocument.safeParse(typeof policy === 'string' ? parsed(policy) : policy);
    if (!read.success)
        throw (0,domain_problem/* problemError */.gS)(security_unreadable(table));
    const { IsEnabled, Query } = read.data;
    return IsEnabled ? (readAdmitting(Query) ?? { kind: 'other' }) : { kind: 'none' };
}
/** Undefined for a text that is no JSON. */
function parsed(text) {
    try {
        return JSON.parse(text);
    }
    catch (error) {
        if (error instanceof SyntaxError)
            return undefined;
        throw error;
    }
}
const next = 'Sign in as a user or an application of Microsoft Entra, or leave tables with row level security out.';
function notNamed(who) {
    return {
        code: 'refused',
        summary: 'The cluster does not name who runs this as a user or an application, so that no policy could admit only them.',
        detail: `current_principal() is ${who === '' ? 'empty' : who}`,
        next,
    };
}
function notAdmitted(who) {
    return {
        code: 'refused',
        summary: `A row level security policy for ${who} would not admit who runs this.`,
        detail: `current_principal_is_member_of('${who}') is not true`,
        next,
    };
}
function security_unreadable(table) {
    return { code: 'unknown', summary: `The row level security policy of ${table} cannot be read.` };
}

;// CONCATENATED MODULE: ./build/gateways/kusto/commands/updating.js


/** Source: https://learn.microsoft.com/kusto/management/update-table-command#update-using-move-extents */
function updateTable({ table, rows, source }, how) {
    const properties = how === 'foresee' ? ' with (whatif=true)' : '';
    const head = `.update table ${quoteName(table)} delete kr_leaving move ${quoteName(source)}${properties}`;
    return `${head} <| let kr_leaving = ${bounded(table, rows)};`;
}
function countRows(table, rows) {
    return `${bounded(table, rows)} | count | project n=tostring(Count)`;
}

;// CONCATENATED MODULE: ./build/gateways/kusto/updater.js



/** Rows of a table that stays. */
function updater(client) {
    return {
        count: async (table, rows) => countOf(singleRow(await client.query(countRows(table, rows)), `the rows of ${table}`), 'n'),
        foresee: async (request) => updatedOf(await client.show(updateTable(request, 'foresee'))),
        update: async (request) => updatedOf(await client.change(updateTable(request, 'do'))),
    };
}
/** A row for each extent in which rows were deleted or which came in. */
function updatedOf(rows) {
    let [deleted, created] = [0n, 0n];
    for (const row of rows) {
        const action = rows_textOf(row, 'Action');
        if (action === 'Delete')
            deleted += countOf(row, 'RowCount');
        else if (action === 'Create')
            created += countOf(row, 'RowCount');
        else
            throw unknownAction(action);
    }
    return { deleted, created };
}
function unknownAction(action) {
    return (0,domain_problem/* problemError */.gS)({
        code: 'unknown',
        summary: `The cluster answered an update with the action ${JSON.stringify(action)}, which is neither Delete nor Create.`,
    });
}

;// CONCATENATED MODULE: ./build/gateways/kusto/database.js










/** The database behind a cluster URI, through the Kusto REST API. Sends nothing until first used. */
function createDatabase(target, clock) {
    const openDatabase = (wish) => {
        const client = createKustoClient(target, clock, wish);
        const database = {
            name: target.database,
            clusterHost: new URL(target.cluster).hostname,
            read: reader(client),
            observe: observer(client),
            export: exporter(client),
            load: loader(client),
            change: changer(client),
            replace: replacer(client),
            update: updater(client),
            security: security(client),
            reading: (tables) => readingBoth(database, openDatabase('filtered'), tables),
        };
        return database;
    };
    return openDatabase('blocked');
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
;// CONCATENATED MODULE: ./build/gateways/node/clock.js


/** The machine's clock; `signal` ends every wait with its reason. */
function createClock(signal) {
    return {
        now: () => new Date(),
        async sleep(milliseconds, end) {
            signal.throwIfAborted();
            const either = end === undefined ? signal : AbortSignal.any([signal, end]);
            await (0,promises_.setTimeout)(milliseconds, undefined, { signal: either }).catch((error) => {
                if (signal.aborted)
                    throw signal.reason;
                if (end?.aborted !== true)
                    throw error;
            });
        },
        randomHex: (length) => (0,external_node_crypto_.randomBytes)(Math.ceil(length / 2))
            .toString('hex')
            .slice(0, length),
    };
}

// EXTERNAL MODULE: ./build/gateways/node/local-files.js
var local_files = __webpack_require__(12162);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:util/types"
var types_ = __webpack_require__(73429);
;// CONCATENATED MODULE: ./build/gateways/node/process.js



/** This process, as leases name it. */
function thisProcess() {
    return {
        host: (0,external_node_os_.hostname)(),
        pid: process.pid,
        bootId: whereItExists(() => (0,external_node_fs_.readFileSync)('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
        pidNamespace: whereItExists(() => (0,external_node_fs_.readlinkSync)('/proc/self/ns/pid')),
        startTime: startTimeOf(process.pid),
        isAlive,
    };
}
function isAlive(pid, startTime) {
    if (!isThere(pid))
        return 'no';
    const seen = startTime === undefined ? undefined : startTimeOf(pid);
    return seen === undefined || seen === startTime ? 'yes' : 'no';
}
/** A process that may not be signalled is there. */
function isThere(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        if (process_codeOf(error) === undefined)
            throw error;
        return process_codeOf(error) !== 'ESRCH';
    }
}
/** Undefined where the system does not tell, or where `/proc` counts processes otherwise than the system calls do. */
function startTimeOf(pid) {
    const self = statOf('self');
    return self?.pid === process.pid ? statOf(pid)?.startTime : undefined;
}
/** The name of the program, in brackets, may hold anything; the start time is field 22: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function statOf(which) {
    const text = whereItExists(() => (0,external_node_fs_.readFileSync)(`/proc/${which}/stat`, 'utf8'));
    if (text === undefined)
        return undefined;
    const fromThird = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { pid: Number.parseInt(text, 10), startTime: fromThird[22 - 3] };
}
/** Undefined when the system refuses it; other systems than Linux have no `/proc`. */
function whereItExists(read) {
    try {
        return read();
    }
    catch (error) {
        if (process_codeOf(error) === undefined)
            throw error;
        return undefined;
    }
}
/** Of an error of the system. */
function process_codeOf(error) {
    return (0,types_.isNativeError)(error) && 'code' in error ? error.code : undefined;
}

// EXTERNAL MODULE: ./node_modules/hyparquet/src/scan.js + 15 modules
var src_scan = __webpack_require__(4041);
// EXTERNAL MODULE: ./node_modules/hyparquet/src/metadata.js + 1 modules
var src_metadata = __webpack_require__(96367);
// EXTERNAL MODULE: ./node_modules/hyparquet-compressors/src/index.js + 16 modules
var hyparquet_compressors_src = __webpack_require__(20138);
// EXTERNAL MODULE: ./node_modules/xxhash-wasm/esm/xxhash-wasm.js
var xxhash_wasm = __webpack_require__(77261);
;// CONCATENATED MODULE: ./build/gateways/parquet/fields.js

const cacheLimit = 100_000;
/** Ticks of 100 ns from year 1 to 1970. */
const unixEpochTicks = 621355968000000000n;
async function openHasher() {
    const { h64, h64Raw } = await (0,xxhash_wasm/* default */.A)();
    const bytes = new Uint8Array(8);
    const view = new DataView(bytes.buffer);
    return {
        text: (text) => BigInt.asIntN(64, h64(text)),
        long(value) {
            view.setBigInt64(0, value, true);
            return BigInt.asIntN(64, h64Raw(bytes));
        },
        double(value) {
            view.setFloat64(0, value, true);
            return BigInt.asIntN(64, h64Raw(bytes));
        },
    };
}
/** Turns values as they lie in the file into the fields of fingerprint recipe 1, see `domain/fingerprint.ts`. */
function createFieldWriter(hasher, column) {
    const cached = cacheOf((text) => hasher.text(text).toString());
    switch (column.type) {
        case 'string':
            return (value) => cached(isNull(value) ? '' : stringOf(value, column));
        case 'dynamic':
            return (value) => (isNull(value) ? '~' : cached(canonicalJson(stringOf(value, column))));
        case 'bool':
            return (value) => (isNull(value) ? '~' : value === true ? '1' : '0');
        case 'int':
        case 'long':
            return (value) => (isNull(value) ? '~' : String(value));
        case 'decimal':
        case 'timespan':
        case 'guid':
            return (value) => (isNull(value) || value === '' ? '~' : stringOf(value, column));
        case 'real':
            return (value) => (isNull(value) ? '~' : hasher.double(value === 0 ? 0 : Number(value)).toString());
        case 'datetime':
            return datetimeField(hasher, column);
    }
}
function datetimeField(hasher, column) {
    const cached = cacheOf((ticks) => hasher.long(ticks).toString());
    return (value, tickRest) => {
        if (isNull(value))
            return '~';
        if (typeof value !== 'bigint')
            throw new Error(`column ${column.name} holds no timestamp in microseconds`);
        const rest = column.tickColumn === undefined ? 0n : BigInt(Number(tickRest));
        return cached(value * 10n + unixEpochTicks + rest);
    };
}
/** Columns repeat values far more often than not. */
function cacheOf(compute) {
    const cache = new Map();
    return (key) => {
        const known = cache.get(key);
        if (known !== undefined)
            return known;
        const value = compute(key);
        if (cache.size < cacheLimit)
            cache.set(key, value);
        return value;
    };
}
function isNull(value) {
    return value === null || value === undefined;
}
function stringOf(value, column) {
    if (typeof value === 'string')
        return value;
    throw new Error(`column ${column.name} holds no text`);
}
/** A JSON number as it was written: a JavaScript number would lose digits. */
class WrittenNumber {
    text;
    constructor(text) {
        this.text = text;
    }
}
/**
 * As `dynamic_to_json()` writes it: compact, properties sorted. A text that is no JSON stands for itself, which is what the engine makes of it.
 * Source: https://learn.microsoft.com/kusto/query/dynamic-to-json-function
 */
function canonicalJson(text) {
    return writeSorted(parseKeepingNumbers(text));
}
function parseKeepingNumbers(text) {
    try {
        return JSON.parse(text, keepNumber);
    }
    catch (error) {
        if (error instanceof SyntaxError)
            return text;
        throw error;
    }
}
/** The third argument of a reviver holds the text of a value. Source: https://tc39.es/proposal-json-parse-with-source/ */
function keepNumber(...[, value, context]) {
    if (typeof value !== 'number')
        return value;
    const source = typeof context === 'object' && context !== null && 'source' in context ? context.source : value;
    return new WrittenNumber(String(source));
}
function writeSorted(value) {
    if (value instanceof WrittenNumber)
        return value.text;
    if (Array.isArray(value))
        return `[${value.map(writeSorted).join(',')}]`;
    if (value === null || typeof value !== 'object')
        return JSON.stringify(value);
    const properties = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${properties.map(([name, inner]) => `${JSON.stringify(name)}:${writeSorted(inner)}`).join(',')}}`;
}

;// CONCATENATED MODULE: ./build/gateways/parquet/ranges.js
/** Whether a value, as it lies in the file with its rest below the microsecond, is in the range; a null is not. */
function createRangeTest(column, { from, before }) {
    const [low, high] = [from, before].map((text) => (text === undefined ? undefined : ticksOf(text)));
    return (value, tickRest) => {
        if (value === null || value === undefined)
            return false;
        if (typeof value !== 'bigint')
            throw new Error(`column ${column.name} holds no timestamp in microseconds`);
        const ticks = value * 10n + (column.tickColumn === undefined ? 0n : BigInt(Number(tickRest)));
        return (low === undefined || ticks >= low) && (high === undefined || ticks < high);
    };
}
/** Ticks of 100 ns since 1970 of a time as the engine writes it, with seven decimals. */
function ticksOf(text) {
    const [, seconds, rest] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.(\d{7})Z$/.exec(text) ?? [];
    if (seconds === undefined || rest === undefined)
        throw new Error(`not a datetime: ${text}`);
    return BigInt(Date.parse(`${seconds}Z`)) * 10000n + BigInt(rest);
}

;// CONCATENATED MODULE: ./build/gateways/parquet/tally.js
const chunk = 1 << 20;
/** Sums hashes by halves in plain numbers, which are exact up to 2^53, and carries into big integers every million rows. */
function createTally() {
    const word = new BigInt64Array(1);
    const halves = new Uint32Array(word.buffer);
    let [rows, low, high] = [0n, 0n, 0n];
    let [count, lowPart, highPart] = [0, 0, 0];
    const carry = () => {
        rows += BigInt(count);
        low += BigInt(lowPart);
        high += BigInt(highPart);
        [count, lowPart, highPart] = [0, 0, 0];
    };
    return {
        add(hash) {
            word[0] = hash;
            lowPart += halves[0] ?? 0;
            highPart += halves[1] ?? 0;
            count += 1;
            if (count === chunk)
                carry();
        },
        fingerprint() {
            carry();
            return { rows, low, high };
        },
    };
}

;// CONCATENATED MODULE: ./build/gateways/parquet/parquet-files.js







/** Refuses what is no UTF-8 and keeps a U+FEFF at the beginning, which is part of the value. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const parquet_files_textOf = (bytes) => bytes === undefined ? undefined : utf8.decode(bytes);
/** Values stay as they lie in the file: no dates, no parsed JSON. */
const parsers = {
    timestampFromMicroseconds: (micros) => micros,
    stringFromBytes: parquet_files_textOf,
    jsonFromBytes: parquet_files_textOf,
};
/** Reads Parquet from storage with hyparquet, by byte ranges of the version that was named. */
function createParquetFiles(store) {
    return {
        footer: (file) => reading(file, async () => {
            const metadata = await metadataOf(store, file);
            return {
                rows: metadata.num_rows,
                rowGroups: metadata.row_groups.length,
                columns: metadata.schema.slice(1).map(({ name }) => name),
            };
        }),
        storedFingerprint: (file) => reading(file, async () => {
            const tally = createTally();
            await eachRowGroup(store, file, [column_form/* rowHashColumn */.po], ([hashes = []]) => {
                for (let row = 0; row < hashes.length; row += 1)
                    tally.add(hashAt(hashes, row));
            });
            return tally.fingerprint();
        }),
        rangeRows: (file, column, range) => reading(file, async () => {
            const isInside = createRangeTest(column, range);
            const names = [column.name, ...(column.tickColumn === undefined ? [] : [column.tickColumn])];
            let rows = 0;
            await eachRowGroup(store, file, names, ([values = [], rests]) => {
                for (let row = 0; row < values.length; row += 1)
                    if (isInside(values[row], rests?.[row]))
                        rows += 1;
            });
            return BigInt(rows);
        }),
        recompute: (file, columns) => reading(file, () => recompute(store, file, columns)),
    };
}
async function recompute(store, file, columns) {
    const hasher = await openHasher();
    const names = [
        column_form/* rowHashColumn */.po,
        ...columns.flatMap(({ name, tickColumn }) => (tickColumn === undefined ? [name] : [name, tickColumn])),
    ];
    const rows = createTally();
    const byColumn = new Map(columns.map(({ name }) => [name, createTally()]));
    let wrongRows = 0;
    let firstWrongRow;
    await eachRowGroup(store, file, names, (values, firstRow) => {
        const byName = new Map(names.map((name, index) => [name, values[index] ?? []]));
        const found = hashRowGroup(hasher, columns, byName, byColumn);
        const stored = byName.get(column_form/* rowHashColumn */.po) ?? [];
        found.forEach((hash, row) => {
            rows.add(hash);
            if (hash === hashAt(stored, row))
                return;
            wrongRows += 1;
            firstWrongRow ??= firstRow + row;
        });
    });
    return {
        fingerprint: rows.fingerprint(),
        byColumn: new Map([...byColumn].map(([name, tally]) => [name, tally.fingerprint()])),
        wrongRows,
        ...(firstWrongRow === undefined ? {} : { firstWrongRow }),
    };
}
function hashRowGroup(hasher, columns, values, byColumn) {
    const rowCount = (values.get(column_form/* rowHashColumn */.po) ?? []).length;
    const texts = new Array(rowCount).fill('');
    columns.forEach((column, index) => {
        const field = createFieldWriter(hasher, column);
        const tally = byColumn.get(column.name);
        const main = values.get(column.name) ?? [];
        const rests = column.tickColumn === undefined ? undefined : values.get(column.tickColumn);
        const separator = index === 0 ? '' : '|';
        for (let row = 0; row < rowCount; row += 1) {
            const text = field(main[row], rests?.[row]);
            tally?.add(hasher.text(text));
            texts[row] += separator + text;
        }
    });
    return texts.map((text) => hasher.text(text));
}
/** Row groups one after the other; the columns in the order of `names`, each as long as the group. */
async function eachRowGroup(store, file, names, use) {
    const metadata = await metadataOf(store, file);
    const scan = await (0,src_scan/* parquetScan */.Ik)({ file: bufferOf(store, file), metadata, columns: [...names], compressors: hyparquet_compressors_src/* compressors */.Vm, parsers });
    for (const { rowStart, rowEnd } of scan.ranges) {
        const columns = await Promise.all(names.map((column) => scan.readColumn({ column, rowStart, rowEnd })));
        const short = columns.findIndex((values) => values.length !== rowEnd - rowStart);
        if (short >= 0)
            throw new Error(`column ${names[short]} has ${columns[short]?.length} values instead of ${rowEnd - rowStart}`);
        use(columns, rowStart);
    }
}
function metadataOf(store, file) {
    return (0,src_metadata/* parquetMetadataAsync */.Ei)(bufferOf(store, file), { geoparquet: false });
}
function bufferOf(store, { path, bytes, etag }) {
    return {
        byteLength: bytes,
        async slice(start, end = bytes) {
            const range = await store.readRange(path, { start, end, etag });
            return range.buffer.slice(range.byteOffset, range.byteOffset + range.byteLength);
        },
    };
}
/** Whatever the reader throws on a file says that the file is not what was written; storage problems pass. */
async function reading(file, work) {
    try {
        return await work();
    }
    catch (error) {
        if (error instanceof domain_problem/* ProblemError */.Mm)
            throw error;
        const detail = error instanceof Error ? error.message : String(error);
        throw (0,domain_problem/* problemError */.gS)({
            code: 'difference',
            summary: `${file.path} cannot be read as the Parquet file that was written.`,
            detail,
        });
    }
}
function hashAt(hashes, row) {
    const hash = hashes[row];
    if (typeof hash === 'bigint')
        return hash;
    throw new Error(`row ${row} has no row hash`);
}

// EXTERNAL MODULE: external "node:fs/promises"
var external_node_fs_promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: ./node_modules/csv-parse/lib/index.js + 9 modules
var lib = __webpack_require__(56070);
;// CONCATENATED MODULE: ./build/gateways/reference-data/utf8.js
/** Bytes that are no UTF-8. */
class NotUtf8 extends Error {
    /** 1-based. */
    line;
    constructor(line) {
        super('not UTF-8');
        this.line = line;
    }
}
/** Text of bytes that come in pieces. Throws `NotUtf8` at the first bytes that are none. */
async function* decodeUtf8(chunks) {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let line = 1;
    const decode = (bytes) => {
        try {
            return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
        }
        catch (error) {
            if (isInvalid(error))
                throw new NotUtf8(line + linesBeforeBadByte(bytes));
            throw error;
        }
    };
    for await (const bytes of chunks) {
        const text = decode(bytes);
        yield { bytes, text };
        line += newLinesIn(bytes);
    }
    decode(undefined);
}
/** Source: https://nodejs.org/api/errors.html#err_encoding_invalid_encoded_data */
function isInvalid(error) {
    return (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA');
}
function newLinesIn(bytes) {
    let count = 0;
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1))
        count += 1;
    return count;
}
function linesBeforeBadByte(bytes) {
    if (bytes === undefined)
        return 0;
    const decoded = Buffer.from(bytes).toString('utf8');
    return decoded.slice(0, Math.max(decoded.indexOf('\uFFFD'), 0)).split('\n').length - 1;
}

;// CONCATENATED MODULE: ./build/gateways/reference-data/delimited.js



/** Rows of a csv or tsv file; the first is the header. Line ends may be mixed, and stand inside quotes as they are. */
async function* delimitedRecords(chunks, delimiter) {
    const options = { bom: true, raw: true, info: true, relax_column_count: true, record_delimiter: ['\r\n', '\n'] };
    const parser = (0,lib/* parse */.qg)({ ...options, delimiter });
    // A failure of the source ends the parser with it, which is where it is seen.
    (0,external_node_stream_.pipeline)(external_node_stream_.Readable.from(checkedBytes(chunks)), parser, () => undefined);
    let isFirst = true;
    try {
        for await (const { record, raw, info } of parser) {
            const line = info.lines - delimited_newLinesIn(raw.trimEnd());
            if (isFirst)
                yield { kind: 'header', names: record, place: { line } };
            else
                yield { kind: 'row', place: { line }, texts: record, placeOf: (index) => placeIn(raw, line, delimiter, index) };
            isFirst = false;
        }
        if (isFirst)
            yield { kind: 'header', names: [], place: { line: 1 } };
    }
    catch (error) {
        if (!(error instanceof lib/* CsvError */.J$))
            throw error;
        yield {
            kind: 'unreadable',
            place: { line: typeof error.lines === 'number' ? error.lines : 1 },
            what: `cannot be read as ${delimiter === '\t' ? 'TSV' : 'CSV'}.`,
            detail: error.message,
            next: 'Put values that hold quotes, delimiters or line breaks in double quotes, and double the quotes inside.',
        };
    }
}
async function* checkedBytes(chunks) {
    for await (const { bytes } of decodeUtf8(chunks))
        yield bytes;
}
function delimited_newLinesIn(text) {
    let count = 0;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1))
        count += 1;
    return count;
}
/** Where the value at the index begins. */
function placeIn(raw, line, delimiter, index) {
    let [found, inQuotes, at] = [0, false, 0];
    for (; at < raw.length && found < index; at += 1) {
        if (raw[at] === '"')
            inQuotes = !inQuotes;
        else if (raw[at] === delimiter && !inQuotes)
            found += 1;
    }
    const before = raw.slice(0, at);
    return { line: line + delimited_newLinesIn(before), column: at - (before.lastIndexOf('\n') + 1) + 1 };
}

;// CONCATENATED MODULE: ./build/domain/reference-data/json-elements.js
/**
 * Cuts an array into its elements while it is read. Elements are cut by their brackets and quotes only, so that whoever reads one judges it. A fault ends it.
 */
async function* elementsOfArray(chunks) {
    const cutter = createCutter();
    for await (const chunk of chunks) {
        for (const element of cutter.feed(chunk)) {
            yield element;
            if (element.kind === 'fault')
                return;
        }
    }
    yield* cutter.end();
}
/** Each line that is not blank. */
async function* elementsOfLines(chunks) {
    let [rest, line] = ['', 0];
    for await (const chunk of chunks) {
        const lines = `${rest}${chunk}`.split('\n');
        rest = lines.pop() ?? '';
        for (const text of lines) {
            line += 1;
            if (text.trim() !== '')
                yield { kind: 'element', text, line, column: 1 };
        }
    }
    if (rest.trim() !== '')
        yield { kind: 'element', text: rest, line: line + 1, column: 1 };
}
function createNesting() {
    let depth = 0;
    let text = 'none';
    const afterInText = (char) => {
        if (text === 'escaped')
            return 'open';
        if (char === '"')
            return 'none';
        return char === '\\' ? 'escaped' : 'open';
    };
    return {
        endsAt(char) {
            if (text !== 'none') {
                text = afterInText(char);
                return false;
            }
            if (depth === 0 && (char === ',' || char === ']'))
                return true;
            if (char === '"')
                text = 'open';
            depth += depthOf.get(char) ?? 0;
            return false;
        },
    };
}
const depthOf = new Map([
    ['{', 1],
    ['[', 1],
    ['}', -1],
    [']', -1],
]);
/** The state after a character outside of elements, or what was expected there. */
function stateAfter(state, char) {
    if (state === 'before')
        return char === '[' ? 'first' : { expected: '[, since a json file holds one array of objects' };
    if (state === 'after')
        return { expected: 'the end of the file' };
    if (char === ']')
        return state === 'first' ? 'after' : { expected: 'an object after the comma' };
    return char === ',' ? { expected: 'an object' } : 'inside';
}
function createCutter() {
    let state = 'before';
    let [line, column] = [1, 1];
    let nesting = createNesting();
    let kept = '';
    let began = { line, column };
    const fault = (expected) => ({ kind: 'fault', line, column, expected });
    const element = () => ({ kind: 'element', text: kept.trimEnd(), ...began });
    const move = (char) => {
        if (char === '\n')
            [line, column] = [line + 1, 0];
        column += 1;
    };
    /** What a character outside of elements ends. */
    const enter = (char, from) => {
        if (/\s/.test(char))
            return undefined;
        const next = stateAfter(from, char);
        if (typeof next !== 'string')
            return fault(next.expected);
        state = next;
        if (next !== 'inside')
            return undefined;
        [nesting, began, kept] = [createNesting(), { line, column }, ''];
        nesting.endsAt(char);
        return undefined;
    };
    /** The element, which lies before this character. */
    const leave = (char) => {
        state = char === ',' ? 'wanted' : 'after';
        return element();
    };
    return {
        *feed(chunk) {
            let from = 0;
            for (let at = 0; at < chunk.length; at += 1) {
                const char = chunk[at] ?? '';
                let found;
                if (state !== 'inside') {
                    from = at;
                    found = enter(char, state);
                }
                else if (nesting.endsAt(char)) {
                    kept += chunk.slice(from, at);
                    found = leave(char);
                }
                move(char);
                if (found !== undefined)
                    yield found;
            }
            if (state === 'inside')
                kept += chunk.slice(from);
        },
        *end() {
            if (state === 'inside')
                yield element();
            if (state !== 'after')
                yield fault(state === 'before' ? '[' : 'a ] at the end of the array');
        },
    };
}

;// CONCATENATED MODULE: ./build/domain/reference-data/json-object.js
/** A place where the text is not what JSON wants there. */
class Fault extends Error {
    fault;
    constructor(offset, expected) {
        super(expected);
        this.fault = { offset, expected };
    }
}
const blank = /[ \t\r\n]*/y;
const escaped = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
/**
 * The members of one object, each value as it is written: a JavaScript number would lose digits. A fault where the text is no object, or something follows
 * it. Source: https://www.rfc-editor.org/rfc/rfc8259
 */
function readJsonObject(text) {
    try {
        const { members, end } = readMembers(text, skip(text, blank, 0));
        const after = skip(text, blank, end);
        if (after < text.length)
            throw new Fault(after, 'the end of the object');
        return members;
    }
    catch (error) {
        if (error instanceof Fault)
            return error.fault;
        throw error;
    }
}
function readMembers(text, start) {
    const members = [];
    const end = eachItem(text, start, '{}', (at) => {
        const nameEnd = readString(text, at, 'a name in double quotes');
        const colon = expect(text, skip(text, blank, nameEnd), ':');
        const offset = skip(text, blank, colon);
        const valueEnd = readValue(text, offset);
        const json = text.slice(offset, valueEnd);
        members.push({ name: String(JSON.parse(text.slice(at, nameEnd))), json, text: json_object_textOf(json), offset });
        return valueEnd;
    });
    return { members, end };
}
function json_object_textOf(json) {
    if (json === 'null')
        return null;
    return json.startsWith('"') ? String(JSON.parse(json)) : json;
}
/** The place after the value. */
function readValue(text, start) {
    switch (text[start]) {
        case '{':
            return readMembers(text, start).end;
        case '[':
            return eachItem(text, start, '[]', (at) => readValue(text, at));
        case '"':
            return readString(text, start, 'a string');
        default:
            return take(text, scalar, start, 'a value');
    }
}
function readString(text, start, expected) {
    if (text[start] !== '"')
        throw new Fault(start, expected);
    for (let at = start + 1; at < text.length;) {
        const char = text[at] ?? '';
        if (char === '"')
            return at + 1;
        if (char < ' ')
            throw new Fault(at, 'no line breaks or control characters in a string');
        at = char === '\\' ? take(text, escaped, at, 'an escape that JSON has') : at + 1;
    }
    throw new Fault(start, 'a string that ends');
}
/** Items between brackets with commas between; the place after the closing one. */
function eachItem(text, start, brackets, read) {
    const [open = '', close = ''] = brackets;
    let at = skip(text, blank, expect(text, start, open));
    if (text[at] === close)
        return at + 1;
    for (;;) {
        at = skip(text, blank, read(at));
        if (text[at] === close)
            return at + 1;
        if (text[at] !== ',')
            throw new Fault(at, `a comma or ${close}`);
        at = skip(text, blank, at + 1);
    }
}
function expect(text, at, what) {
    if (text[at] !== what)
        throw new Fault(at, what);
    return at + 1;
}
function take(text, what, at, expected) {
    const end = skip(text, what, at);
    if (end === at)
        throw new Fault(at, expected);
    return end;
}
function skip(text, what, at) {
    what.lastIndex = at;
    return what.test(text) ? what.lastIndex : at;
}

;// CONCATENATED MODULE: ./build/gateways/reference-data/json.js



/** Objects of an array, or one per line. */
async function* jsonRecords(chunks, format) {
    const texts = textsOf(chunks);
    for await (const element of format === 'json' ? elementsOfArray(texts) : elementsOfLines(texts)) {
        if (element.kind === 'element')
            yield recordOf(element);
        else
            yield json_unreadable({ line: element.line, column: element.column }, element.expected);
    }
}
async function* textsOf(chunks) {
    for await (const { text } of decodeUtf8(chunks))
        yield text;
}
function recordOf(part) {
    const read = readJsonObject(part.text);
    if ('expected' in read)
        return json_unreadable(placeAt(part, read.offset), read.expected);
    return {
        kind: 'row',
        place: { line: part.line, column: part.column },
        names: read.map(({ name }) => name),
        texts: read.map(({ text }) => text),
        json: read.map(({ json }) => json),
        placeOf: (index) => placeAt(part, read[index]?.offset ?? 0),
    };
}
function json_unreadable(place, expected) {
    return { kind: 'unreadable', place, what: 'cannot be read as JSON.', detail: `Expected ${expected}.` };
}
function placeAt({ text, line, column }, offset) {
    const lines = text.slice(0, offset).split('\n');
    const last = lines.at(-1)?.length ?? 0;
    return { line: line + lines.length - 1, column: lines.length === 1 ? column + last : last + 1 };
}

// EXTERNAL MODULE: ./build/domain/reference-data/instant.js
var instant = __webpack_require__(93783);
;// CONCATENATED MODULE: ./build/gateways/reference-data/parquet.js



const parquet_utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const textOfBytes = (bytes) => bytes === undefined ? undefined : parquet_utf8.decode(bytes);
/** What is no datetime of the engine keeps its number, which no column takes for one. */
const parquet_instant = (microseconds) => (0,instant/* formatInstant */.r4)((0,instant/* ticksOfMicroseconds */.RW)(microseconds)) ?? `${microseconds} microseconds`;
const parquet_parsers = {
    timestampFromMilliseconds: (millis) => parquet_instant(millis * 1000n),
    timestampFromMicroseconds: parquet_instant,
    timestampFromNanoseconds: (nanos) => instantOfNanoseconds(nanos),
    dateFromDays: (days) => parquet_instant(BigInt(days) * 86400000000n),
    stringFromBytes: textOfBytes,
    jsonFromBytes: textOfBytes,
};
/** Rows of a Parquet file, one row group in memory at a time; names are those at the top of its schema, the line of a row is its number. */
async function* parquetRecords(file) {
    const metadata = await (0,src_metadata/* parquetMetadataAsync */.Ei)(file, { geoparquet: false });
    const tops = topElements(metadata.schema);
    if (metadata.schema.some((element) => isDecimal(element) && !tops.includes(element)))
        return yield nestedDecimal;
    const scales = keepDecimals(tops);
    const names = tops.map(({ name }) => name);
    yield { kind: 'header', names, place: { line: 1 } };
    const scan = await (0,src_scan/* parquetScan */.Ik)({ file, metadata, columns: [...names], compressors: hyparquet_compressors_src/* compressors */.Vm, parsers: parquet_parsers, utf8: false });
    for (const { rowStart, rowEnd } of scan.ranges) {
        const columns = await Promise.all(names.map((column) => scan.readColumn({ column, rowStart, rowEnd })));
        for (let row = 0; row < rowEnd - rowStart; row += 1) {
            const place = { line: rowStart + row + 1 };
            const texts = columns.map((values, index) => parquet_textOf(values[row], scales.get(names[index] ?? '')));
            yield { kind: 'row', place, texts, placeOf: () => place };
        }
    }
}
const nestedDecimal = {
    kind: 'unreadable',
    place: { line: 1 },
    what: 'has decimals inside of a list or structure, which would lose digits.',
    next: 'Write them as text.',
};
function isDecimal({ converted_type, logical_type }) {
    return converted_type === 'DECIMAL' || logical_type?.type === 'DECIMAL';
}
/** The reader makes decimals numbers, which lose digits: without their annotation they stay what they are stored as. */
function keepDecimals(elements) {
    const scales = new Map();
    for (const element of elements.filter(isDecimal)) {
        const logical = element.logical_type?.type === 'DECIMAL' ? element.logical_type.scale : undefined;
        scales.set(element.name, element.scale ?? logical ?? 0);
        delete element.converted_type;
        delete element.logical_type;
    }
    return scales;
}
/** The columns of the file; what they are made of lies below them. */
function topElements(schema) {
    const tops = [];
    const after = (at) => {
        let next = at + 1;
        for (let child = 0; child < (schema[at]?.num_children ?? 0); child += 1)
            next = after(next);
        return next;
    };
    for (let at = 1; at < schema.length; at = after(at)) {
        const element = schema[at];
        if (element !== undefined)
            tops.push(element);
    }
    return tops;
}
function parquet_textOf(value, scale) {
    if (value === null || value === undefined)
        return null;
    if (scale !== undefined)
        return decimalText(unscaled(value), scale);
    if (value instanceof Uint8Array)
        return parquet_utf8.decode(value);
    if (typeof value === 'object')
        return jsonOf(value);
    return Object.is(value, -0) ? '-0' : String(value);
}
/** Two's complement, big-endian. Source: https://github.com/apache/parquet-format/blob/master/LogicalTypes.md#decimal */
function unscaled(value) {
    if (typeof value === 'bigint')
        return value;
    if (typeof value === 'number')
        return BigInt(value);
    const bytes = value instanceof Uint8Array ? value : Buffer.from(String(value), 'latin1');
    const digits = Array.from(bytes).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
    return BigInt.asIntN(bytes.length * 8, digits);
}
function decimalText(value, scale) {
    const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
    const whole = digits.slice(0, digits.length - scale);
    const rest = digits.slice(digits.length - scale).replace(/0+$/, '');
    return `${value < 0n ? '-' : ''}${whole}${rest === '' ? '' : `.${rest}`}`;
}
/** Lists, maps and structures as JSON, with every digit of large numbers. */
function jsonOf(value) {
    if (typeof value === 'bigint')
        return String(value);
    if (value instanceof Uint8Array)
        return JSON.stringify(parquet_utf8.decode(value));
    if (Array.isArray(value) || ArrayBuffer.isView(value))
        return `[${Array.from(value, jsonOf).join(',')}]`;
    if (typeof value === 'object' && value !== null) {
        const members = Object.entries(value).map(([name, inner]) => `${JSON.stringify(name)}:${jsonOf(inner)}`);
        return `{${members.join(',')}}`;
    }
    return JSON.stringify(value) ?? 'null';
}
function instantOfNanoseconds(nanos) {
    const text = parquet_instant(nanos / 1000n);
    const rest = nanos % 1000n;
    if (rest === 0n || !text.endsWith('0Z'))
        return text;
    return rest % 100n === 0n && rest > 0n ? `${text.slice(0, -2)}${rest / 100n}Z` : `${nanos} nanoseconds`;
}

;// CONCATENATED MODULE: ./build/gateways/reference-data/row-digest.js




/** Columns repeat values far more often than not; more of them than this cost memory. */
const row_digest_cacheLimit = 5_000;
/** Recipe 1, see `domain/fingerprint.ts`, over values as `writeValue` writes them. */
async function createRowDigest(columns) {
    const hasher = await openHasher();
    const fields = columns.map((column) => cached((value) => fieldOf(hasher, column, value)));
    const hashes = columns.map(() => cached((field) => hasher.text(field)));
    const everywhere = columns.map((_, index) => index);
    const tallies = columns.map(() => createTally());
    return {
        add(values) {
            for (const [index, tally] of tallies.entries())
                tally.add(hashes[index]?.(fields[index]?.(values[index] ?? '') ?? '') ?? 0n);
        },
        columns: () => new Map(columns.flatMap(({ name }, index) => {
            const tally = tallies[index];
            return tally === undefined ? [] : [[name, tally.fingerprint()]];
        })),
        rowHash: (values, places = everywhere) => hasher.text(places.map((place) => fields[place]?.(values[place] ?? '') ?? '').join('|')),
    };
}
function fieldOf(hasher, { type }, value) {
    if (type === 'string')
        return String(hasher.text(value));
    if (value === '')
        return '~';
    switch (type) {
        case 'bool':
            return value === 'true' ? '1' : '0';
        case 'real':
            return String(hasher.double(realOf(value)));
        case 'datetime':
            return String(hasher.long(instantOf(value)));
        case 'decimal':
            return row_digest_decimalText(value);
        case 'dynamic':
            return String(hasher.text(canonicalJson(value)));
        default:
            return value;
    }
}
/** The file was checked before. */
function instantOf(value) {
    const ticks = (0,instant/* parseInstant */.nV)(value);
    if (ticks !== undefined)
        return ticks;
    throw (0,domain_problem/* problemError */.gS)({ code: 'bug', summary: `${value} was taken for a time and is none` });
}
/** No negative zero. */
function realOf(text) {
    const infinite = /^([+-]?)inf(inity)?$/i.exec(text);
    if (infinite !== null)
        return infinite[1] === '-' ? -Infinity : Infinity;
    const value = Number(text);
    return value === 0 ? 0 : value;
}
/** Without zeros that say nothing, where it has no exponent. */
function row_digest_decimalText(text) {
    const [, sign = '', whole = '', rest = ''] = /^([+-]?)0*(\d*)(?:\.(\d*?)0*)?$/.exec(text) ?? [];
    if (whole === '' && rest === '')
        return /e/i.test(text) ? text : '0';
    return `${sign === '-' ? '-' : ''}${whole === '' ? '0' : whole}${rest === '' ? '' : `.${rest}`}`;
}
function cached(compute) {
    const known = new Map();
    return (text) => {
        const found = known.get(text);
        if (found !== undefined)
            return found;
        const value = compute(text);
        if (known.size < row_digest_cacheLimit)
            known.set(text, value);
        return value;
    };
}

;// CONCATENATED MODULE: ./build/gateways/reference-data/reference-files.js










const extensions = ['.csv', '.tsv', '.json', '.jsonl', '.parquet', '.yml', '.yaml'];
/** Files below a working directory. */
function createReferenceFiles(workingDirectory) {
    return {
        async find(patterns) {
            return (await (0,local_files.findAll)(workingDirectory, patterns, extensions)).map((path) => ({ path }));
        },
        async text(path) {
            const bytes = await (0,external_node_fs_promises_.readFile)((0,external_node_path_.resolve)(workingDirectory, path)).catch((error) => {
                if ((0,local_files.isAbsent)(error))
                    return undefined;
                throw error;
            });
            return bytes === undefined ? undefined : { path, text: await reference_files_textOf(path, bytes) };
        },
        records: ({ path }, reading) => readRecords(bytesOf(path, (0,external_node_path_.resolve)(workingDirectory, path)), reading),
        digest: createRowDigest,
    };
}
/** What is in the file. What its reader throws is a record as well. */
async function* readRecords(file, reading) {
    try {
        yield* recordsOf(file, reading);
    }
    catch (error) {
        if (error instanceof domain_problem/* ProblemError */.Mm)
            throw error;
        if ((0,local_files.isAbsent)(error))
            throw gone(file.path);
        if (error instanceof NotUtf8) {
            const next = 'Save the file as UTF-8, or leave it out.';
            yield { kind: 'unreadable', place: { line: error.line }, what: 'is not UTF-8 text.', next };
            return;
        }
        if (reading.format !== 'parquet')
            throw error;
        yield {
            kind: 'unreadable',
            place: { line: 1 },
            what: 'cannot be read as Parquet.',
            detail: error instanceof Error ? error.message : String(error),
        };
    }
}
async function* recordsOf(file, { format, delimiter = ',' }) {
    if (format === 'csv')
        return yield* delimitedRecords(file.chunks(), delimiter);
    if (format === 'tsv')
        return yield* delimitedRecords(file.chunks(), '\t');
    if (format !== 'parquet')
        return yield* jsonRecords(file.chunks(), format);
    const opened = await file.open();
    try {
        yield* parquetRecords(opened);
    }
    finally {
        await opened.close();
    }
}
function bytesOf(path, place) {
    return {
        path,
        chunks: () => (0,external_node_fs_.createReadStream)(place),
        async open() {
            const file = await (0,external_node_fs_promises_.open)(place);
            const { size } = await file.stat();
            return {
                byteLength: size,
                async slice(start, end = size) {
                    const bytes = new Uint8Array(Math.max(end - start, 0));
                    await file.read(bytes, 0, bytes.length, start);
                    return bytes.buffer;
                },
                close: () => file.close(),
            };
        },
    };
}
async function reference_files_textOf(path, bytes) {
    let text = '';
    try {
        for await (const chunk of decodeUtf8(one(bytes)))
            text += chunk.text;
        return text;
    }
    catch (error) {
        if (!(error instanceof NotUtf8))
            throw error;
        const at = { file: path, line: error.line };
        throw (0,domain_problem/* problemError */.gS)({
            code: 'reference-data',
            summary: `${path} is not UTF-8 text.`,
            next: 'Save the file as UTF-8.',
            at,
        });
    }
}
async function* one(bytes) {
    yield bytes;
}
function gone(path) {
    const summary = `${path} was there and is gone.`;
    return (0,domain_problem/* problemError */.gS)({ code: 'input', summary, next: 'See what changes the files meanwhile, and deploy again.' });
}

// EXTERNAL MODULE: ./node_modules/zod/v4/core/errors.js
var errors = __webpack_require__(37428);
;// CONCATENATED MODULE: ./build/gateways/resource-manager/account-id.js

const publicCloud = 'https://management.azure.com';
/** Tokens go to no other host. Source: https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure */
const hosts = [publicCloud, 'https://management.usgovcloudapi.net', 'https://management.chinacloudapi.cn'];
const account_id_form = /^(\/subscriptions\/([0-9a-f-]{36})\/resourceGroups\/[^/?#]+\/providers\/Microsoft\.Storage\/storageAccounts\/([a-z0-9]{3,24}))\/?$/i;
/** Reads a resource id, with the address of the cloud's Resource Manager before it or without. A program on this machine may take its place. */
function parseAccountId(text) {
    const url = text.startsWith('/') ? undefined : URL.parse(text);
    const host = url?.origin ?? publicCloud;
    const [, id, subscription, account] = account_id_form.exec(url?.pathname ?? text) ?? [];
    const isLocal = url?.protocol === 'http:' && /^(?:localhost|127\.0\.0\.1)$/.test(url.hostname);
    if (url === null || id === undefined || subscription === undefined || account === undefined)
        throw badId(text, 'it has another form');
    if (!hosts.includes(host) && !isLocal)
        throw badId(text, `${host} is no Azure Resource Manager`);
    return { host, id, subscription, account };
}
function badId(text, why) {
    return (0,domain_problem/* problemError */.gS)({
        code: 'input',
        summary: `The input storage-account-id cannot be read: ${why}.`,
        detail: `Seen: ${JSON.stringify(text)}. Expected: /subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Storage/storageAccounts/<name>, after one of ${hosts.join(', ')} or nothing.`,
        next: 'Copy the resource id from the properties of the storage account: az storage account show --name <name> --query id',
    });
}

;// CONCATENATED MODULE: ./build/gateways/resource-manager/event-subscriptions.js






/** Source: https://learn.microsoft.com/rest/api/eventgrid/controlplane/event-subscriptions/list-by-resource */
const apiVersion = '2022-06-15';
const subscription = schemas/* looseObject */._H3({
    name: schemas/* string */.YjP(),
    properties: schemas/* looseObject */._H3({
        destination: schemas/* looseObject */._H3({ endpointType: schemas/* string */.YjP() }).nullish(),
        filter: schemas/* looseObject */._H3({
            subjectBeginsWith: schemas/* string */.YjP().nullish(),
            subjectEndsWith: schemas/* string */.YjP().nullish(),
            includedEventTypes: schemas/* array */.YOg(schemas/* string */.YjP()).nullish(),
            isSubjectCaseSensitive: schemas/* boolean */.zMY().nullish(),
        })
            .nullish(),
    }),
});
const topic = schemas/* looseObject */._H3({ id: schemas/* string */.YjP(), properties: schemas/* looseObject */._H3({ source: schemas/* string */.YjP() }) });
const page = (item) => schemas/* looseObject */._H3({ value: schemas/* array */.YOg(item), nextLink: schemas/* string */.YjP().nullish() });
/**
 * Subscriptions by the Azure Resource Manager: what was made on the account itself, and what was made on a system topic of it, which the first list may lack.
 * Needs `Microsoft.EventGrid/eventSubscriptions/read` and `Microsoft.EventGrid/systemTopics/read`.
 */
function createEventSubscriptions(target, credentialFor) {
    const account = parseAccountId(target.accountId);
    const location = parseStorageUri(target.storage);
    requireSameAccount(account, location.account);
    const credential = credentialFor(account.host);
    const get = (path, item) => readAll(account.host, path, item, credential);
    return {
        async list() {
            const [own, topics] = await Promise.all([
                get(`${account.id}/providers/Microsoft.EventGrid/eventSubscriptions`, subscription),
                get(`/subscriptions/${account.subscription}/providers/Microsoft.EventGrid/systemTopics`, topic),
            ]);
            const ofAccount = topics.filter(({ properties }) => properties.source.toLowerCase() === account.id.toLowerCase());
            const ofTopics = await Promise.all(ofAccount.map(({ id }) => get(`${id}/eventSubscriptions`, subscription)));
            return [...new Map([...own, ...ofTopics.flat()].map((one) => [one.name, event_subscriptions_describe(one)])).values()];
        },
        subjectOf(path) {
            const name = location.prefix === '' ? path : `${location.prefix}/${path}`;
            return `/blobServices/default/containers/${location.container}/blobs/${name}`;
        },
    };
}
function requireSameAccount(account, storage) {
    if (account.account.toLowerCase() === storage.toLowerCase())
        return;
    throw (0,domain_problem/* problemError */.gS)({
        code: 'input',
        summary: 'The input storage-account-id names another storage account than the input storage.',
        detail: `storage-account-id: ${account.account}; storage: ${storage}`,
        next: 'Give the resource id of the account that holds the snapshots.',
    });
}
function event_subscriptions_describe({ name, properties: { destination, filter } }) {
    return {
        name,
        subjectBeginsWith: filter?.subjectBeginsWith ?? '',
        subjectEndsWith: filter?.subjectEndsWith ?? '',
        eventTypes: filter?.includedEventTypes ?? undefined,
        isCaseSensitive: filter?.isSubjectCaseSensitive === true,
        destination: destination?.endpointType ?? 'an unknown destination',
    };
}
async function readAll(host, path, item, credential) {
    const items = [];
    for (let uri = `${host}${path}?api-version=${apiVersion}`; uri !== undefined;) {
        const read = page(item).safeParse(await getJson(uri, host, credential));
        if (!read.success)
            throw failure('sent an answer that cannot be read', errors/* prettifyError */.S1(read.error));
        items.push(...read.data.value);
        uri = read.data.nextLink ?? undefined;
    }
    return items;
}
/** The token goes to the host of the account only, also when an answer names another for its next page. */
async function getJson(uri, host, credential) {
    if (new URL(uri).origin !== new URL(host).origin)
        throw failure('names a next page elsewhere', new URL(uri).origin);
    const attempt = async () => {
        const token = await credential?.getToken(`${host}/.default`);
        const headers = token === undefined || token === null ? {} : { authorization: `Bearer ${token.token}` };
        const response = await fetch(uri, { headers, signal: AbortSignal.timeout(30_000) }).catch((error) => {
            throw failure('cannot be reached', error instanceof Error ? error.message : String(error), true);
        });
        const text = await response.text();
        if (response.ok)
            return event_subscriptions_parse(text);
        const isRefused = response.status === 401 || response.status === 403;
        if (isRefused)
            throw new domain_problem/* ProblemError */.Mm([refused(response.status)]);
        throw failure(`answered with status ${response.status}`, (0,redact/* cutTo */.yd)(300, text), response.status === 429 || response.status >= 500);
    };
    return (0,p_retry/* default */.Ay)(attempt, { retries: 3, minTimeout: 250, shouldRetry: ({ error }) => event_subscriptions_mayRepeat(error) });
}
function event_subscriptions_mayRepeat(error) {
    return error instanceof domain_problem/* ProblemError */.Mm && error.problems.every(({ transient }) => transient === true);
}
function event_subscriptions_parse(text) {
    try {
        return JSON.parse(text);
    }
    catch (error) {
        if (error instanceof SyntaxError)
            throw failure('sent an answer that is no JSON', (0,redact/* cutTo */.yd)(100, text));
        throw error;
    }
}
function refused(status) {
    return {
        code: 'sign-in',
        summary: 'Azure Resource Manager refused to list Event Grid subscriptions.',
        detail: `status ${status}`,
        next: 'Give the identity the role EventGrid EventSubscription Reader on the storage account.',
    };
}
function failure(what, detail, transient = false) {
    return (0,domain_problem/* problemError */.gS)({ code: 'service', summary: `Azure Resource Manager ${what}.`, detail, transient });
}

// EXTERNAL MODULE: ./node_modules/@azure/identity/dist/esm/index.js + 165 modules
var dist_esm = __webpack_require__(73016);
;// CONCATENATED MODULE: ./build/gateways/sign-in/credential.js


/** Source: https://learn.microsoft.com/entra/workload-id/workload-identity-federation-create-trust */
const audience = 'api://AzureADTokenExchange';
/** Chosen explicitly: trying one credential after the other is slow and may end in an identity nobody meant. Undefined for no sign-in. */
function chooseCredential(request) {
    const way = request.way === 'auto' ? automatic(request) : request.way;
    switch (way) {
        case 'none':
            return undefined;
        case 'github-oidc':
            return federated(request);
        case 'azure-cli':
            return new dist_esm/* AzureCliCredential */.nG();
        case 'managed-identity':
            return request.clientId === undefined
                ? new dist_esm/* ManagedIdentityCredential */.NC()
                : new dist_esm/* ManagedIdentityCredential */.NC({ clientId: request.clientId });
        case 'environment':
            return new dist_esm/* EnvironmentCredential */.lp();
        default:
            throw new Error(`no such way to sign in: ${way}`);
    }
}
function automatic({ isPlainHttp, clientId, idToken }) {
    if (isPlainHttp === 'yes')
        return 'none';
    return clientId !== undefined && idToken !== undefined ? 'github-oidc' : 'azure-cli';
}
/** Each new access token is asked for with a fresh id token, so that a run may outlast the few minutes that an id token lives. */
function federated({ clientId, tenantId, idToken }) {
    if (clientId === undefined || tenantId === undefined) {
        throw (0,domain_problem/* problemError */.gS)({
            code: 'input',
            summary: 'Signing in with github-oidc needs the inputs client-id and tenant-id.',
            next: 'Give both; they are the application (client) id and the tenant id of the identity, not secrets.',
        });
    }
    if (idToken === undefined) {
        throw (0,domain_problem/* problemError */.gS)({
            code: 'sign-in',
            summary: 'This job cannot get an id token for sign-in.',
            next: 'Give the job the permission id-token: write; a pull request from a fork never has it.',
        });
    }
    return new dist_esm/* ClientAssertionCredential */.XI(tenantId, clientId, () => idToken(audience));
}

;// CONCATENATED MODULE: ./build/open-world.js











/** Binds the ports to the gateways. */
function openWorld(host) {
    const clock = createClock(host.signal);
    const credentialFor = (signIn, uri) => chooseCredential({
        way: signIn['sign-in'],
        clientId: signIn['client-id'],
        tenantId: signIn['tenant-id'],
        idToken: host.idToken,
        isPlainHttp: uri.startsWith('http:') ? 'yes' : 'no',
    });
    return {
        clock,
        progress: host.progress,
        files: (0,local_files.createLocalFiles)(host.workingDirectory),
        referenceFiles: createReferenceFiles(host.workingDirectory),
        kqlLanguage: createKqlLanguage(),
        toolVersion: version/* version */.r,
        self: thisProcess(),
        openDatabase(target) {
            const cluster = target.cluster.replace(/\/+$/, '');
            const credential = credentialFor(target, cluster);
            const { database } = target;
            return createDatabase(credential === undefined ? { cluster, database } : { cluster, database, credential }, clock);
        },
        openStore(target) {
            const hasSas = target.storage.includes('?');
            const credential = hasSas ? undefined : credentialFor(target, target.storage);
            return createSnapshotStore(target.storage, credential, clock, target.input);
        },
        openEventSubscriptions: (target) => createEventSubscriptions(target, (uri) => credentialFor(target, uri)),
        openParquet: createParquetFiles,
    };
}


/***/ })

};
