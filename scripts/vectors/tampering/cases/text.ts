import { type Drafts, illWritten } from '../case.ts'

/** What is no strict JSON is refused before anything in it is looked at. */
export const TEXT_CASES: Drafts = {
  // --------------------------------------------------------------------------------------------------------- the text
  'a file that was cut off': illWritten('receipt', { keep: 20_000 }, 'MALFORMED_JSON'),
  'an empty file': illWritten('receipt', { keep: 0 }, 'MALFORMED_JSON'),
  'text behind the end': illWritten(
    'receipt',
    { find: '"storage":[]}}', replace: '"storage":[]}}{}' },
    'MALFORMED_JSON',
  ),
  'a mark in front of the text': illWritten(
    'receipt',
    { find: '{"format"', replace: '\ufeff{"format"' },
    'MALFORMED_JSON',
  ),
  'a comma too many': illWritten(
    'receipt',
    { find: '"storage":[]}', replace: '"storage":[],}' },
    'MALFORMED_JSON',
  ),
  'a key twice': illWritten(
    'receipt',
    { find: '"kind":"receipt"', replace: '"kind":"tender","kind":"receipt"' },
    'DUPLICATE_KEY',
  ),
  'a key twice of which one is escaped': illWritten(
    'receipt',
    { find: '"kind":"receipt"', replace: '"\\u006bind":"tender","kind":"receipt"' },
    'DUPLICATE_KEY',
  ),
  'the prototype as a key': illWritten(
    'receipt',
    { find: '"kind":"receipt"', replace: '"__proto__":{"kind":"tender"},"kind":"receipt"' },
    'FORBIDDEN_KEY',
  ),
  'a number too large for anybody': illWritten(
    'receipt',
    { find: '"version":1', replace: '"version":1e999' },
    'UNSAFE_NUMBER',
  ),
  'a number that readers round': illWritten(
    'receipt',
    { find: '"version":1', replace: '"version":1.0000000000000000001' },
    'UNSAFE_NUMBER',
  ),
  'a number with an exponent': illWritten(
    'receipt',
    { find: '"version":1', replace: '"version":1e0' },
    'UNSAFE_NUMBER',
  ),
  'a number beyond what all readers hold exactly': illWritten(
    'receipt',
    { find: '"index":0', replace: '"index":9007199254740993' },
    'UNSAFE_NUMBER',
  ),
  'a negative zero': illWritten('receipt', { find: '"index":0', replace: '"index":-0' }, 'UNSAFE_NUMBER'),
  'half a surrogate pair': illWritten(
    'receipt',
    { find: '"kind":"receipt"', replace: '"kind":"receipt\\ud800"' },
    'MALFORMED_TEXT',
  ),
  'half a surrogate pair in a key': illWritten(
    'receipt',
    { find: '"kind":"receipt"', replace: '"\\udc00":0,"kind":"receipt"' },
    'MALFORMED_TEXT',
  ),
  'a control character in a string': illWritten(
    'receipt',
    { find: '"kind":"receipt"', replace: '"kind":"receipt\u0000"' },
    'MALFORMED_JSON',
  ),
  'a nesting deeper than evidence has': illWritten(
    'receipt',
    { find: '"version":1', replace: `"version":${'['.repeat(33)}${']'.repeat(33)}` },
    'TOO_DEEP',
  ),
  'no number at all': illWritten(
    'receipt',
    { find: '"version":1', replace: '"version":NaN' },
    'MALFORMED_JSON',
  ),
}
