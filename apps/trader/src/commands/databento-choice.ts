import { BadInputError } from "@smart0dte/domain";
import { DEFAULT_DATASETS } from "@smart0dte/feeds/databento";
import { SIMULATED_KEY } from "@smart0dte/simulator/databento-door";
import type { SourceChoice } from "../desk/desk-options.ts";
import { parseHostPort } from "./host-port.ts";
import type { SourceWords } from "./source-words.ts";

const KEY_CHARACTERS = 32;

/** `--source databento`: the key, the gateway and the data sets. The key itself is in no message. */
export function databentoChoice(
  words: SourceWords,
  rest: string,
  environmentKey: string | undefined,
): Extract<SourceChoice, { kind: "databento" }> {
  if (rest !== "")
    throw new BadInputError(`--source databento:${rest}: a gateway is named by --gateway HOST:PORT.`);
  refuseWordsOfOthers(words);
  const gateway = words.gateway === undefined ? null : parseHostPort("--gateway", words.gateway);
  const named = words.key ?? (environmentKey === "" ? undefined : environmentKey);
  return {
    kind: "databento",
    key: checkedKey(named ?? (gateway === null ? undefined : SIMULATED_KEY)),
    gateway,
    datasets: {
      options: words.optionsDataset ?? DEFAULT_DATASETS.options,
      equities: words.equitiesDataset ?? DEFAULT_DATASETS.equities,
      index: words.indexDataset === "none" ? null : (words.indexDataset ?? DEFAULT_DATASETS.index),
    },
    date: words.date ?? null,
  };
}

/** What belongs to Databento's line does not go with another source. */
export function refuseDatabentoWords(words: SourceWords): void {
  const { key, gateway, optionsDataset, equitiesDataset, indexDataset } = words;
  const own = {
    "--key": key,
    "--gateway": gateway,
    "--options-dataset": optionsDataset,
    "--equities-dataset": equitiesDataset,
    "--index-dataset": indexDataset,
  };
  for (const [name, value] of Object.entries(own))
    if (value !== undefined) throw new BadInputError(`${name} goes with --source databento.`);
}

function checkedKey(key: string | undefined): string {
  if (key === undefined)
    throw new BadInputError(
      "--source databento needs a key: --key KEY, or DATABENTO_API_KEY in the environment.",
    );
  if (key.length === KEY_CHARACTERS && /^[\x21-\x7e]+$/.test(key)) return key;
  throw new BadInputError(`The Databento key is not ${KEY_CHARACTERS} printable characters.`);
}

function refuseWordsOfOthers({ zone, stamp, vixDaily, seed, market }: SourceWords): void {
  const others = {
    "--zone": zone,
    "--stamp": stamp,
    "--vix-daily": vixDaily,
    "--seed": seed,
    "--market": market,
  };
  for (const [name, value] of Object.entries(others))
    if (value !== undefined) throw new BadInputError(`${name} does not go with --source databento.`);
}
