/** What a code means for the order or request it is about. */
export type CodeClass =
  /** The order was refused and will never trade. */
  | "dead"
  /** The broker confirms a cancel; the status came before. */
  | "cancelled"
  /** A cancel or change was not carried out; the order itself is as it was. */
  | "cancelRefused"
  /** The order lives on. */
  | "warning"
  | "data"
  | "connectivity"
  /** On a request id: no answer will come. */
  | "requestFailed"
  /** Not in the table. On an order: alive or dead cannot be said. */
  | "unknown";

const DEAD = [
  103, 105, 106, 107, 109, 110, 200, 201, 203, 313, 314, 321, 387, 391, 401, 435, 460, 476, 483, 488, 10006,
  10027, 10057, 10058, 10059, 10131, 10149,
];
/** Refusals of a change or of a cancel: nothing follows for the order that stands. */
const CANCEL_REFUSED = [104, 135, 136, 161, 329, 462, 10147, 10148, 10326, 10327];
const WARNING = [399, 404, 434, 492, 2102, 2109, 2137, 10349];
const DATA = [
  101, 102, 300, 322, 354, 2103, 2104, 2105, 2106, 2107, 2108, 2119, 2150, 2157, 2158, 10089, 10090, 10091,
  10167, 10168, 10197,
];
const CONNECTIVITY = [100, 326, 501, 502, 503, 504, 505, 506, 507, 508, 509, 1100, 1101, 1102, 1300, 2110];
const REQUEST_FAILED = [162, 165, 366, 430];

const rows = (codes: readonly number[], kind: CodeClass): readonly [number, CodeClass][] =>
  codes.map((code) => [code, kind]);

/** The one table of codes. Match on the code: texts carry names that change with every release. */
export const ERROR_CODES: ReadonlyMap<number, CodeClass> = new Map([
  ...rows(DEAD, "dead"),
  ...rows([202], "cancelled"),
  ...rows(CANCEL_REFUSED, "cancelRefused"),
  ...rows(WARNING, "warning"),
  ...rows(DATA, "data"),
  ...rows(CONNECTIVITY, "connectivity"),
  ...rows(REQUEST_FAILED, "requestFailed"),
]);

export const classOf = (code: number): CodeClass => ERROR_CODES.get(code) ?? "unknown";

const CHANGE_REFUSED = [103, 104, 105, 107, 109, 110, 329, 462, 10326, 10327];

/** On an order with a change under way: the change is refused and the order is as it was. */
export const isChangeRefusal = (code: number): boolean => CHANGE_REFUSED.includes(code);

/** Requests of any kind end on these; on an order the same codes kill it or say nothing. */
export const endsRequest = (code: number): boolean => {
  const kind = classOf(code);
  return kind === "requestFailed" || kind === "dead" || kind === "unknown" || code === 322;
};
