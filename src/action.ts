import { runAction } from './launch.ts';

/** From the sources the verb is an argument; each entry in `dist/actions` names its own. */
process.exitCode = await runAction(process.argv[2] ?? '', process);
