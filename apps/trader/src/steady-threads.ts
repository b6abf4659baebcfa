import { setFlagsFromString } from "node:v8";

// Node strips types by WebAssembly, in every thread for itself. Node 24's V8 frees call wrappers that grew hot in one
// thread while they belong to a module that another thread's end has freed: about one start of a thread in a thousand
// ended the process (SIGSEGV in NativeModule::FreeCode under TierUpWasmToJSWrapper). Wrappers that never grow hot are
// never freed.
setFlagsFromString("--wasm-wrapper-tiering-budget=2147483647");
setFlagsFromString("--no-wasm-code-gc");
