import { useDispatch } from "react-redux";
import { useNavigate } from "react-router";
import { PasswordPage } from "../features/sign-in/password-page.tsx";
import { sessionSlice } from "../socket/session-state.ts";

/** Changing one's own password at will. */
export function PasswordRoute() {
  const navigate = useNavigate();
  const dispatch = useDispatch();
  return (
    <PasswordPage
      forced={false}
      known={null}
      onChanged={(me) => {
        dispatch(sessionSlice.actions.signedIn(me));
        void navigate("/desk");
      }}
      onBack={() => {
        void navigate(-1);
      }}
    />
  );
}
