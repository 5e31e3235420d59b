import { runAction } from '../index.js';

process.exitCode = await runAction('verify', process);
