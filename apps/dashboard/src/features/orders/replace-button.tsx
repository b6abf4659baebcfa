import type { OrderRow } from "@smart0dte/gateway/contract";
import { useState } from "react";
import { useMayAct } from "../../socket/desk-context.ts";
import { Button } from "../../ui/button.tsx";
import { isReplaceable } from "./order-words.ts";
import { ReplaceDialog } from "./replace-dialog.tsx";

/** Asks for another limit of an order that the broker has and whose price a person may set. */
export function ReplaceButton({ order }: { readonly order: OrderRow }) {
  const mayAct = useMayAct();
  const [asking, setAsking] = useState(false);
  if (!isReplaceable(order) && !asking) return null;
  return (
    <>
      <Button
        size="small"
        className="max-tablet:h-11 max-tablet:px-5"
        disabled={!mayAct}
        title={mayAct ? undefined : "Your role (viewer) cannot change orders."}
        aria-label={`Replace the limit of order ${order.id}${mayAct ? "" : ": your role (viewer) cannot"}`}
        onClick={() => {
          setAsking(true);
        }}
      >
        Replace
      </Button>
      {asking && (
        <ReplaceDialog
          order={order}
          onDone={() => {
            setAsking(false);
          }}
        />
      )}
    </>
  );
}
