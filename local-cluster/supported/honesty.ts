import { dataRules } from './honesty-data.ts';
import { pastRules } from './honesty-past.ts';
import { type HonestyRule, type HonestyTopic, honestyTopics } from './honesty-rule.ts';
import { transportRules } from './honesty-transport.ts';

/** All rules by what they are about, in the order of the topics. */
export const honestyByTopic: readonly (readonly [topic: HonestyTopic, rules: readonly HonestyRule[]])[] =
  honestyTopics.map((topic) => [topic, [pastRules, dataRules, transportRules].flatMap((rules) => rules[topic] ?? [])]);

export const honestyRules: readonly HonestyRule[] = honestyByTopic.flatMap(([, rules]) => rules);
