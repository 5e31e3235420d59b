export const id = 647;
export const ids = [647];
export const modules = {

/***/ 90647:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createGitHub: () => (/* binding */ createGitHub)
});

// EXTERNAL MODULE: ./build/report/limits.js
var limits = __webpack_require__(68587);
;// CONCATENATED MODULE: ./build/report/annotations.js

/** Annotations for the problems that have a place, the first few; `left` counts the others. */
function annotationsOf(problems, limit = limits/* annotationLimit */.xN) {
    const all = problems.flatMap(annotationOf);
    return { annotations: all.slice(0, limit), left: Math.max(0, all.length - limit) };
}
function annotationOf(problem) {
    const { at } = problem;
    if (at === undefined)
        return [];
    const message = [problem.summary, problem.detail, problem.next].filter((part) => part !== undefined).join('\n');
    return [{ title: problem.code, message, ...placeOf(at) }];
}
/** In the words of the toolkit. */
function placeOf({ file, line, column, }) {
    return { file, startLine: line, ...(column === undefined ? {} : { startColumn: column }) };
}

// EXTERNAL MODULE: ./build/report/document.js
var report_document = __webpack_require__(21294);
// EXTERNAL MODULE: ./build/report/escape.js
var report_escape = __webpack_require__(9924);
// EXTERNAL MODULE: ./build/report/markdown.js
var markdown = __webpack_require__(34902);
// EXTERNAL MODULE: ./build/report/redact-report.js
var redact_report = __webpack_require__(92209);
// EXTERNAL MODULE: ./build/report/run-report.js
var run_report = __webpack_require__(72065);
// EXTERNAL MODULE: ./build/report/text.js
var report_text = __webpack_require__(13920);
// EXTERNAL MODULE: ./build/hosts/step-lines.js
var step_lines = __webpack_require__(49194);
// EXTERNAL MODULE: ./build/hosts/veil.js
var hosts_veil = __webpack_require__(43830);
;// CONCATENATED MODULE: ./build/hosts/github/github.js









/** A step of a GitHub workflow: phases are log groups, the report is the job summary, problems with a place are annotations. */
function createGitHub({ toolkit, environment, signal }) {
    const veil = (0,hosts_veil/* createVeil */.L)();
    const clean = (text) => (0,report_escape/* escapeRunnerLog */._t)(veil.redact(text));
    const groups = createGroups(toolkit);
    return {
        spell: (input) => input,
        signal,
        workingDirectory: environment.GITHUB_WORKSPACE ?? process.cwd(),
        ...idTokenOf(toolkit, environment),
        hide: (secrets) => {
            secrets.forEach((secret) => {
                toolkit.setSecret(secret);
            });
            veil.hide(secrets);
        },
        trace: (text) => toolkit.info(clean(text)),
        progress: {
            phase: (text) => groups.open(clean(text)),
            note: (text) => toolkit.info(clean(text)),
            advance: (0,step_lines/* stepLines */.m)((line) => toolkit.info(clean(line))),
            warn: (text, at) => toolkit.warning(clean(text), at === undefined ? undefined : placeOf(at)),
        },
        show: async (run) => {
            groups.close();
            await showRun((0,redact_report/* redactReport */.a)(run, veil.redact), toolkit, environment);
        },
    };
}
/** Present only when the job may ask for a token: `permissions: id-token: write`. */
function idTokenOf(toolkit, environment) {
    const granted = (environment.ACTIONS_ID_TOKEN_REQUEST_URL ?? '') !== '';
    return granted ? { idToken: toolkit.getIdToken } : {};
}
/** Log groups cannot be nested, so a new one ends the one before. */
function createGroups(toolkit) {
    let isOpen = false;
    const close = () => {
        if (isOpen)
            toolkit.endGroup();
        isOpen = false;
    };
    return {
        close,
        open: (title) => {
            close();
            toolkit.startGroup(title);
            isOpen = true;
        },
    };
}
async function showRun(run, toolkit, environment) {
    const blocks = (0,report_document/* documentOf */.l)(run);
    toolkit.info((0,report_escape/* escapeRunnerLog */._t)((0,report_text/* renderText */.S)(blocks, 'plain')));
    for (const [name, value] of Object.entries(run.outputs))
        toolkit.setOutput(name, value);
    annotate(run, toolkit);
    if ((environment.GITHUB_STEP_SUMMARY ?? '') !== '')
        await toolkit.appendSummary((0,markdown/* renderMarkdown */.G)(blocks));
    if (run.exitCode !== 0)
        toolkit.setFailed(failureOf(run));
}
function annotate(run, toolkit) {
    const { annotations, left } = annotationsOf((0,run_report/* allProblems */.U)(run));
    for (const annotation of annotations)
        toolkit.annotate(annotation);
    if (left > 0)
        toolkit.info(`${left} more problems have a place in a file; the summary of the job lists them.`);
}
/** One sentence: the verdict, and the cause when there is one. */
function failureOf(run) {
    const [first] = (0,run_report/* allProblems */.U)(run);
    return first === undefined ? (0,report_document/* headlineOf */.g)(run) : `${(0,report_document/* headlineOf */.g)(run).replace(/\.$/, '')}. ${first.summary}`;
}


/***/ })

};
