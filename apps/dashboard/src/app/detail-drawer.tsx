import { lazy, Suspense } from "react";
import { useOpenDetail } from "../ui/desk-location.ts";

const PlanDrawer = lazy(() =>
  import("../features/proposals/plan-drawer.tsx").then(({ PlanDrawer: drawer }) => ({ default: drawer })),
);
const PositionDrawer = lazy(() =>
  import("../features/positions/position-drawer.tsx").then(({ PositionDrawer: drawer }) => ({
    default: drawer,
  })),
);
const BookDrawer = lazy(() =>
  import("../features/positions/position-drawer.tsx").then(({ BookDrawer: drawer }) => ({ default: drawer })),
);
const OrderDrawer = lazy(() =>
  import("../features/orders/order-drawer.tsx").then(({ OrderDrawer: drawer }) => ({ default: drawer })),
);
const SignalDrawer = lazy(() =>
  import("../features/signals/signal-drawer.tsx").then(({ SignalDrawer: drawer }) => ({ default: drawer })),
);

/** The details that the address asks for, over any page. */
export function DetailDrawer() {
  const [detail, open] = useOpenDetail();
  const close = () => {
    open(null);
  };
  if (detail === null) return null;
  return (
    <Suspense fallback={null}>
      {detail.kind === "plan" && (
        <PlanDrawer
          id={detail.id}
          onClose={close}
          onWhy={(id) => {
            open({ kind: "signal", id });
          }}
        />
      )}
      {detail.kind === "position" && <PositionDrawer key={detail.id} id={detail.id} onClose={close} />}
      {detail.kind === "order" && <OrderDrawer key={detail.id} id={detail.id} onClose={close} />}
      {detail.kind === "book" && <BookDrawer onClose={close} />}
      {detail.kind === "signal" && <SignalDrawer id={detail.id} onClose={close} />}
    </Suspense>
  );
}
