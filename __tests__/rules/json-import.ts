import { registerHooks } from 'node:module';

/** The language service imports JSON without saying so, which Node refuses. */
registerHooks({
  load: (url, context, nextLoad) =>
    nextLoad(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context),
});
