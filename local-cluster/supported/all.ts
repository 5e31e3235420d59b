import { supportedCommands } from './commands.ts';
import { honestyRules } from './honesty.ts';
import { obeyedPolicies, supportedPolicies } from './policies.ts';
import {
  supportedCodecs,
  supportedControls,
  supportedExportFormats,
  supportedFaults,
  supportedFormats,
  supportedJobs,
  supportedRequests,
} from './surroundings.ts';

type Witnessed = Readonly<Record<string, { readonly witness: string }>>;

/** Everything that is promised, by what it is. */
export const promises: Readonly<Record<string, Witnessed>> = {
  command: supportedCommands,
  policy: supportedPolicies,
  'obeyed policy': obeyedPolicies,
  format: supportedFormats,
  'export format': supportedExportFormats,
  codec: supportedCodecs,
  control: supportedControls,
  fault: supportedFaults,
  job: supportedJobs,
  request: supportedRequests,
  rule: Object.fromEntries(honestyRules.map((rule) => [rule.rule, rule])),
};
