import { supportedCommands } from './commands.ts';
import { supportedPolicies } from './policies.ts';
import {
  supportedCodecs,
  supportedControls,
  supportedFaults,
  supportedFormats,
  supportedJobs,
} from './surroundings.ts';

type Witnessed = Readonly<Record<string, { readonly witness: string }>>;

/** Everything that is promised, by what it is. */
export const promises: Readonly<Record<string, Witnessed>> = {
  command: supportedCommands,
  policy: supportedPolicies,
  format: supportedFormats,
  codec: supportedCodecs,
  control: supportedControls,
  fault: supportedFaults,
  job: supportedJobs,
};
