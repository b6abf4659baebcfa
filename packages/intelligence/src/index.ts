export {
  IntelligenceEngine,
  type IntelligenceInput,
  type IntelligenceOutput,
} from "./intelligence-engine.ts";
