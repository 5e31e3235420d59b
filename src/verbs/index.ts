import type { Command } from './command.ts';
import { deploy } from './deploy.ts';
import { doctor } from './doctor.ts';
import { init } from './init.ts';
import { plan } from './plan.ts';
import { report } from './report.ts';
import { restore } from './restore.ts';
import { snapshot } from './snapshot.ts';
import { status } from './status.ts';
import { verify } from './verify.ts';

/** The command table: everything that is said about verbs elsewhere comes from here. */
export const commands: readonly Command[] = [init, doctor, status, plan, deploy, snapshot, verify, restore, report];
