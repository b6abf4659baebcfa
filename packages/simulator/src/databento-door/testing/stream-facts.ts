import type { StrictRecord, StrictStream } from "@smart0dte/databento/attack";

const MESSAGES = { error: 0x15, mapping: 0x16, system: 0x17 } as const;

const isOf = (rtype: number) => (record: StrictRecord) => record.fields["rtype"] === rtype;

export const errorsOf = ({ records }: StrictStream): readonly (readonly [code: unknown, text: unknown])[] =>
  records.filter(isOf(MESSAGES.error)).map(({ fields }) => [fields["code"], fields["err"]]);

export const systemOf = ({ records }: StrictStream): readonly (readonly [code: unknown, text: unknown])[] =>
  records.filter(isOf(MESSAGES.system)).map(({ fields }) => [fields["code"], fields["msg"]]);

export const mappingsOf = ({ records }: StrictStream): readonly StrictRecord[] =>
  records.filter(isOf(MESSAGES.mapping));

/** What is neither the gateway's own word nor a mapping. */
export const marketOf = ({ records }: StrictStream): readonly StrictRecord[] =>
  records.filter(({ fields }) => !(Object.values(MESSAGES) as unknown[]).includes(fields["rtype"]));

export const rtypesOf = (stream: StrictStream): ReadonlySet<unknown> =>
  new Set(marketOf(stream).map(({ fields }) => fields["rtype"]));
