export { BooksWriteError } from "./books/book-keeper.ts";
export { openBooksFile } from "./books/books-file.ts";
export type { BooksStore } from "./books/books-store.ts";
export { openTwsDoor, type TwsDoor, type TwsDoorOptions, type TwsSnapshot } from "./tws-door.ts";
export { TWS_FAULTS, parseTwsFault, type TwsFault } from "./tws-fault.ts";
