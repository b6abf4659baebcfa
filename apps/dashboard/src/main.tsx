import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/app.tsx";
import { connectDesk } from "./app/connect-desk.ts";
import { copyPlainMinus } from "./app/copy-plain-minus.ts";
import { applyAppearance, followSystemTheme } from "./ui/theme.ts";
import "./app/app.css";

applyAppearance();
followSystemTheme();
copyPlainMinus(document);

const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App {...connectDesk()} />
    </StrictMode>,
  );
}
