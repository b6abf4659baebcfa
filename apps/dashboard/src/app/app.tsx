import { useEffect } from "react";
import { Provider, useDispatch } from "react-redux";
import { BrowserRouter } from "react-router";
import { DeskContext, useDesk, useDeskState } from "../socket/desk-context.ts";
import { sessionSlice } from "../socket/session-state.ts";
import type { ConnectedDesk } from "./connect-desk.ts";
import { DeskRoutes } from "./desk-routes.tsx";
import { whoSitsHere } from "./who-sits-here.ts";

/** The whole screen. */
export function App({ store, desk }: ConnectedDesk) {
  return (
    <Provider store={store}>
      <DeskContext value={desk}>
        <BrowserRouter>
          <Session />
        </BrowserRouter>
      </DeskContext>
    </Provider>
  );
}

/** Asks once who sits here; the line to the desk is up exactly while somebody is signed in for good. */
function Session() {
  const { api, socket } = useDesk();
  const dispatch = useDispatch();
  const session = useDeskState((state) => state.session);
  const inside = session.status === "in" && !session.me.mustChangePassword;

  useEffect(() => {
    void whoSitsHere(api).then((me) => {
      dispatch(me === null ? sessionSlice.actions.signedOut(null) : sessionSlice.actions.signedIn(me));
    });
  }, [api, dispatch]);

  useEffect(() => {
    if (!inside) return undefined;
    socket.start();
    return () => {
      socket.stop();
    };
  }, [inside, socket]);

  return <DeskRoutes />;
}
