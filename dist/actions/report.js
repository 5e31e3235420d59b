import { runAction } from '../index.js';

process.exitCode = await runAction('report', process);
