export { aDataFolder } from "./data-folder.ts";
