import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The address of a running desk for `vite dev`; the built files are served by the gateway itself. */
const desk = process.env["DESK_URL"] ?? "http://127.0.0.1:8080";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), tailwindcss()],
  build: { outDir: "dist", emptyOutDir: true, target: "es2023", sourcemap: false, assetsInlineLimit: 0 },
  server: { proxy: { "/api": { target: desk }, "/ws": { target: desk, ws: true } } },
});
