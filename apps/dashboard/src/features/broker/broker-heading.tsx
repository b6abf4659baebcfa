import type { ReactNode } from "react";

export const Heading = ({ children }: { readonly children: ReactNode }) => (
  <h3 className="mb-1 text-dense font-semibold tracking-wide text-text2 uppercase">{children}</h3>
);
