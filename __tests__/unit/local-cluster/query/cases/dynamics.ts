import type { ScalarCases } from './case.ts';

/** Functions on arrays and property bags. */
export const dynamicsCases: ScalarCases = {
  dynamic_to_json: [
    ['dynamic_to_json(dynamic({"b":1,"a":{"d":[2,1],"c":null}}))', '{"a":{"c":null,"d":[2,1]},"b":1}'],
    ['dynamic_to_json(dynamic([3,1.50,12345678901234567890]))', '[3,1.50,12345678901234567890]'],
    ['dynamic_to_json(dynamic(null))', '', { null: 0 }],
    ['dynamic_to_json(dynamic({}))', '{}', { empty: 0 }],
  ],
  array_length: [
    ['array_length(dynamic([1, 2]))', 2],
    ["array_length(dynamic({'x':[1]}).x)", 1],
    ['array_length(dynamic(null))', null, { null: 0 }],
    ['array_length(dynamic([]))', 0, { empty: 0 }],
    ['toscalar(T | where i == 1 | project array_length(d))', null],
  ],
  array_concat: [
    ['array_concat(dynamic([1, 2]), dynamic(["a"]), dynamic([null]))', '[1,2,"a",null]'],
    ['array_concat(dynamic([]), dynamic([]))', '[]', { empty: 0 }],
    ['array_concat(dynamic([1]), dynamic(null))', null, { null: 1 }],
  ],
  array_slice: [
    ['array_slice(dynamic([1,2,3]), 1, 2)', '[2,3]'],
    ['array_slice(dynamic([1,2,3,4,5]), 2, -1)', '[3,4,5]'],
    ['array_slice(dynamic([1,2,3,4,5]), -3, -2)', '[3,4]'],
    ['array_slice(dynamic([]), 0, 1)', '[]', { empty: 0 }],
    ['array_slice(dynamic(null), 0, 1)', null, { null: 0 }],
  ],
  array_index_of: [
    ['array_index_of(dynamic(["this","is"]), "is")', 1],
    ['array_index_of(dynamic([1,2]), 3)', -1],
    ['array_index_of(dynamic([]), 1)', -1, { empty: 0 }],
    ['array_index_of(dynamic([null]), 1)', -1],
    ['array_index_of(dynamic(null), 1)', -1, { null: 0 }],
  ],
  array_reverse: [
    ['array_reverse(dynamic([1,"a"]))', '["a",1]'],
    ['array_reverse(dynamic([]))', '[]', { empty: 0 }],
    ['array_reverse(dynamic(null))', null, { null: 0 }],
  ],
  array_sort_asc: [
    ['array_sort_asc(dynamic([3,"b",1,"a",null,2]))', '[1,2,3,"a","b",null]'],
    ['array_sort_asc(dynamic([2,null,1]), false)', '[null,1,2]'],
    ['array_sort_asc(dynamic([]))', '[]', { empty: 0 }],
    ['array_sort_asc(dynamic(null))', null, { null: 0 }],
  ],
  array_sort_desc: [
    ['array_sort_desc(dynamic([3,1,null,2]))', '[3,2,1,null]'],
    ['array_sort_desc(dynamic([]))', '[]', { empty: 0 }],
    ['array_sort_desc(dynamic(null))', null, { null: 0 }],
  ],
  array_sum: [
    ['array_sum(dynamic([1,2,3.5]))', 6.5],
    ['array_sum(dynamic([]))', null, { empty: 0 }],
    ['array_sum(dynamic(null))', null, { null: 0 }],
  ],
  set_has_element: [
    ['set_has_element(dynamic(["a","b"]), "b")', true],
    ['set_has_element(dynamic([]), "b")', false, { empty: 0 }],
    ['set_has_element(dynamic([1,null]), 2)', false],
    ['set_has_element(dynamic(null), 1)', null, { null: 0 }],
  ],
  set_union: [
    ['set_union(dynamic([1,2,1]), dynamic([3,2]), dynamic(["a"]))', '[1,2,3,"a"]'],
    ['set_union(dynamic([]), dynamic([]))', '[]', { empty: 0 }],
    ['set_union(dynamic([null]), dynamic([1]))', '[null,1]'],
    ['set_union(dynamic(null), dynamic([1]))', null, { null: 0 }],
  ],
  set_intersect: [
    ['set_intersect(dynamic([1,2,3]), dynamic([3,2]))', '[2,3]'],
    ['set_intersect(dynamic([1]), dynamic([]))', '[]', { empty: 1 }],
    ['set_intersect(dynamic([1,null]), dynamic([null]))', '[null]'],
    ['set_intersect(dynamic(null), dynamic([1]))', null, { null: 0 }],
  ],
  set_difference: [
    ['set_difference(dynamic([]), dynamic([1]))', '[]', { empty: 0 }],
    ['set_difference(dynamic([1,2,3]), dynamic([3]), dynamic([1]))', '[2]'],
    ['set_difference(dynamic([1,2,3]), dynamic([1,2,3]))', '[]'],
    ['set_difference(dynamic([null]), dynamic([1]))', '[null]'],
    ['set_difference(dynamic([1]), dynamic(null))', null, { null: 1 }],
  ],
  bag_keys: [
    ['bag_keys(dynamic({"b":1,"a":2}))', '["b","a"]'],
    ['bag_keys(dynamic({}))', '[]', { empty: 0 }],
    ['bag_keys(dynamic(null))', null, { null: 0 }],
  ],
  bag_has_key: [
    ['bag_has_key(dynamic({"key1":123,"key2":"abc"}), "key2")', true],
    ['bag_has_key(dynamic({}), "x")', false, { empty: 0 }],
    ['bag_has_key(dynamic({"x":null}), "x")', true],
    ['bag_has_key(dynamic(null), "x")', false, { null: 0 }],
  ],
  bag_merge: [
    ['bag_merge(dynamic({"A1":12,"B1":2}), dynamic({"A2":81,"A1":1}))', '{"A1":12,"B1":2,"A2":81}'],
    ['bag_merge(dynamic({}), dynamic({}))', '{}', { empty: 0 }],
    ['bag_merge(dynamic(null), dynamic({"a":1}))', '{"a":1}', { null: 0 }],
  ],
  bag_remove_keys: [
    ['bag_remove_keys(dynamic({"key1":123,"key2":"abc"}), dynamic(["key2","key4"]))', '{"key1":123}'],
    ['bag_remove_keys(dynamic({}), dynamic(["x"]))', '{}', { empty: 0 }],
    ['bag_remove_keys(dynamic(null), dynamic(["x"]))', null, { null: 0 }],
  ],
  bag_set_key: [
    ['bag_set_key(dynamic({"k":1}), "k", 2)', '{"k":2}'],
    ['bag_set_key(dynamic({}), "a", "x")', '{"a":"x"}', { empty: 0 }],
    ['bag_set_key(dynamic(null), "a", 1)', null, { null: 0 }],
  ],
  bag_pack: [
    ['bag_pack("a", dynamic(null))', '{"a":null}', { null: 1 }],
    ['bag_pack("a", 1, "b", int(null), "c", "x", "d", 1d)', '{"a":1,"b":null,"c":"x","d":"1.00:00:00"}'],
    ['bag_pack("", "")', '{"":""}', { empty: 0 }],
  ],
  pack: [
    ['pack("a", dynamic([1]))', '{"a":[1]}'],
    ['pack("a", int(null))', '{"a":null}', { null: 1 }],
    ['pack("", "")', '{"":""}', { empty: 0 }],
  ],
  pack_all: [
    ['toscalar(T | where i == 1 | project i, b | project pack_all())', '{"i":1,"b":"foo"}'],
    ['toscalar(T | where isnull(i) | project i, b | project pack_all())', '{"i":null,"b":""}', { null: 'rows' }],
    ['toscalar(Empty | project pack_all())', null, { empty: 'rows' }],
  ],
  pack_array: [
    ['pack_array(1, "x", dynamic(null))', '[1,"x",null]', { null: 2 }],
    ['pack_array("")', '[""]', { empty: 0 }],
    ['pack_array(dynamic([]), int(null))', '[[],null]'],
  ],
  range: [
    ['array_length(range(1, 2000000))', 1048576],
    ['range(9223372036854775806, 9223372036854775807)', '[9223372036854775806,9223372036854775807]'],
    ['range(1, 8, 3)', '[1,4,7]'],
    ['range(2, 1)', '[]'],
    ['toscalar(Empty | project range(l, 3))', null, { empty: 'rows' }],
    ['range(long(null), 3)', null, { null: 0 }],
  ],
  repeat: [
    ['repeat(1, 3)', '[1,1,1]'],
    ['repeat("", 2)', '["",""]', { empty: 0 }],
    ['repeat(int(null), 2)', '[null,null]', { null: 0 }],
    ['repeat(1, -1)', null],
    ['repeat(1, 0)', '[]'],
  ],
  strcat_array: [
    ['strcat_array(dynamic([1, "b"]), "-")', '1-b'],
    ['strcat_array(dynamic([]), "-")', '', { empty: 0 }],
    ['strcat_array(dynamic(null), "-")', '', { null: 0 }],
  ],
  zip: [
    ['zip(dynamic([1,3,5]), dynamic([2,4,6]))', '[[1,2],[3,4],[5,6]]'],
    ['zip(dynamic(["A", 1, 1.5]), dynamic([{}, "B"]))', '[["A",{}],[1,"B"],[1.5,null]]'],
    ['zip(dynamic([]), dynamic([]))', '[]', { empty: 0 }],
    ['zip(dynamic([null]), dynamic([1]))', '[[null,1]]'],
    ['zip(dynamic(null), dynamic([1]))', '[[null,1]]', { null: 0 }],
  ],
};
