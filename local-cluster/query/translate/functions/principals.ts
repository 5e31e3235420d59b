import { quoteText } from '../relation.ts';
import type { FunctionRule, FunctionTable } from '../rule.ts';

const current: FunctionRule = (call) => quoteText(call.into.catalog.principal ?? '');

/**
 * Whether the caller is one of the given principals; groups have no members here.
 * Source: https://learn.microsoft.com/kusto/query/current-principal-is-member-of-function
 */
const isMember: FunctionRule = (call) => {
  const caller = quoteText((call.into.catalog.principal ?? '').toLowerCase());
  const tests = call.args.map((_argument, index) =>
    call.type(index) === 'dynamic'
      ? `list_contains(from_json(lower(${call.sql(index)}), '["VARCHAR"]'), ${caller})`
      : `lower(${call.sql(index)}) = ${caller}`,
  );
  return `(${tests.join(' OR ')})`;
};

/** Functions that tell who asks. */
export const principals: FunctionTable = {
  current_principal: current,
  current_principal_is_member_of: isMember,
};
