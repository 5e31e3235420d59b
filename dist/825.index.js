export const id = 825;
export const ids = [825];
export const modules = {

/***/ 57825:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readActionInputs: () => (/* binding */ readActionInputs)
/* harmony export */ });
const prefix = 'INPUT_';
/**
 * All inputs that the runner passed, by their names. The runner upper-cases names and keeps hyphens:
 * https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax#inputs
 */
function readActionInputs(environment) {
    const entries = Object.entries(environment).flatMap(([name, value]) => name.startsWith(prefix) ? [[name.slice(prefix.length).toLowerCase(), value ?? '']] : []);
    return Object.fromEntries(entries);
}


/***/ })

};
