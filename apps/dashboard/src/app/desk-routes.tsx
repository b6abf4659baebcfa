import { lazy, Suspense, useRef, type ReactNode } from "react";
import { useDispatch } from "react-redux";
import { Navigate, Route, Routes, useLocation } from "react-router";
import { PasswordPage } from "../features/sign-in/password-page.tsx";
import { SignInPage } from "../features/sign-in/sign-in-page.tsx";
import { useDesk, useDeskState } from "../socket/desk-context.ts";
import { sessionSlice } from "../socket/session-state.ts";
import { Loading } from "../ui/state-note.tsx";
import { DeskPage } from "./desk-page.tsx";
import { NotFoundPage } from "./not-found-page.tsx";
import { PasswordRoute } from "./password-route.tsx";
import { Shell } from "./shell.tsx";

const ChainPage = lazy(() => import("./chain-page.tsx").then(({ ChainPage: page }) => ({ default: page })));
const TradePage = lazy(() => import("./trade-page.tsx").then(({ TradePage: page }) => ({ default: page })));
const SettingsPage = lazy(() =>
  import("./settings-page.tsx").then(({ SettingsPage: page }) => ({ default: page })),
);

/** Which page is shown follows from who sits here and the address. */
export function DeskRoutes() {
  const { api } = useDesk();
  const dispatch = useDispatch();
  const session = useDeskState((state) => state.session);
  const location = useLocation();
  // the first password, typed a moment ago: in memory only, and gone once changed
  const typed = useRef<string | null>(null);
  const signOut = () => {
    void api.signOut().then(() => {
      dispatch(sessionSlice.actions.signedOut(null));
    });
  };

  if (session.status === "unknown") return <Loading what="the desk" rows={3} />;
  if (session.status === "out") {
    if (location.pathname !== "/login") {
      return <Navigate to="/login" replace state={{ wanted: `${location.pathname}${location.search}` }} />;
    }
    return (
      <SignInPage
        onSignedIn={(me, password) => {
          typed.current = me.mustChangePassword ? password : null;
          dispatch(sessionSlice.actions.signedIn(me));
        }}
      />
    );
  }
  if (session.me.mustChangePassword) {
    if (location.pathname !== "/first-run")
      return <Navigate to="/first-run" replace state={location.state} />;
    return (
      <PasswordPage
        forced
        known={typed.current}
        onChanged={(me) => {
          typed.current = null;
          dispatch(sessionSlice.actions.signedIn(me));
        }}
        onBack={signOut}
      />
    );
  }
  return (
    <Routes>
      <Route path="/login" element={<Navigate to={wantedOf(location.state)} replace />} />
      <Route path="/first-run" element={<Navigate to={wantedOf(location.state)} replace />} />
      <Route path="/" element={<Navigate to="/desk" replace />} />
      <Route element={<Shell />}>
        <Route path="/desk" element={<DeskPage />} />
        <Route path="/chain" element={<Navigate to="/chain/SPY" replace />} />
        <Route path="/chain/:sym" element={<Page of={<ChainPage />} />} />
        <Route path="/trade" element={<Navigate to="/trade/positions" replace />} />
        <Route path="/trade/:tab" element={<Page of={<TradePage />} />} />
        <Route path="/settings" element={<Navigate to="/settings/parameters" replace />} />
        <Route path="/settings/:tab" element={<Page of={<SettingsPage />} />} />
        <Route path="/password" element={<PasswordRoute />} />
        <Route path="*" element={<NotFoundPage />} />
      </Route>
    </Routes>
  );
}

const Page = ({ of }: { readonly of: ReactNode }) => (
  <Suspense fallback={<Loading what="the page" rows={12} />}>{of}</Suspense>
);

function wantedOf(state: unknown): string {
  if (typeof state !== "object" || state === null || !("wanted" in state)) return "/desk";
  const { wanted } = state;
  return typeof wanted === "string" && wanted.startsWith("/") && !wanted.startsWith("//") ? wanted : "/desk";
}
