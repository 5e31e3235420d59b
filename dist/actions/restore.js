import { runAction } from '../index.js';

process.exitCode = await runAction('restore', process);
