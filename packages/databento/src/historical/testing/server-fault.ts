/** What the test server does to one answer instead of giving it well. */
export type ServerFault =
  | {
      readonly kind: "status";
      readonly status: number;
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The connection is closed before an answer. */
  | { readonly kind: "hangUp" }
  /** Nothing at all. */
  | { readonly kind: "silence" }
  /** The connection is closed after so many bytes of the body. */
  | { readonly kind: "cut"; readonly afterBytes: number }
  /** The body ends properly after so many bytes: as one that an error ended on the other side. */
  | { readonly kind: "short"; readonly bytes: number }
  /** A stream that ends in order, frame and all, after so many of its records. */
  | { readonly kind: "fewer"; readonly records: number }
  /** Nothing more after so many bytes. */
  | { readonly kind: "stall"; readonly afterBytes: number }
  | { readonly kind: "flip"; readonly at: number }
  /** As it should be, with this status and these headers. */
  | { readonly kind: "with"; readonly status?: number; readonly headers?: Readonly<Record<string, string>> }
  /** JSON or bytes of another kind. */
  | { readonly kind: "body"; readonly body: string };
