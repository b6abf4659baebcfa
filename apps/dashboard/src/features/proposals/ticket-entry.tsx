import type { ProposalRow } from "@smart0dte/gateway/contract";
import { planPays } from "./own-limit.ts";

interface TicketEntryProps {
  readonly plan: NonNullable<ProposalRow["plan"]>;
  readonly quantity: string;
  readonly limit: string;
  readonly onQuantity: (entry: string) => void;
  readonly onLimit: (entry: string) => void;
}

/** How many packages and at which worst price. */
export function TicketEntry({ plan, quantity, limit, onQuantity, onLimit }: TicketEntryProps) {
  return (
    <>
      <Entry label="Quantity" mode="numeric" value={quantity} onChange={onQuantity} />
      <Entry
        label={planPays(plan) ? "Pay at most" : "Receive at least"}
        mode="decimal"
        value={limit}
        onChange={onLimit}
      />
    </>
  );
}

interface EntryProps {
  readonly label: string;
  readonly mode: "numeric" | "decimal";
  readonly value: string;
  readonly onChange: (entry: string) => void;
}

function Entry({ label, mode, value, onChange }: EntryProps) {
  return (
    <label className="flex items-center gap-2 text-body text-text2">
      {label}
      <input
        inputMode={mode}
        value={value}
        onChange={(event) => {
          onChange(event.target.value);
        }}
        className="h-9 w-20 rounded border border-ctl bg-bg0 px-2 text-right text-control text-text"
      />
    </label>
  );
}
