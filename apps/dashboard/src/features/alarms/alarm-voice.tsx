import { useEffect, useRef, useState } from "react";
import { useRows } from "../../socket/desk-context.ts";
import { fillNews, NewsReader, proposalNews } from "./polite-news.ts";
import { PoliteQueue } from "./polite-queue.ts";
import { useAlarms } from "./use-alarms.ts";

const LOOK_EVERY_MS = 1_000;

/**
 * What a screen reader says by itself: dangers at once, fills, proposals and cautions at a polite pace, prices never.
 *
 * What a band under the bar says is announced by that band.
 */
export function AlarmVoice() {
  const alarms = useAlarms();
  const dangers = alarms.filter(({ severity, inBand }) => severity === "danger" && !inBand);
  const cautions = alarms.filter(({ severity, inBand }) => severity === "caution" && !inBand);
  const said = usePoliteSentence(cautions.map(({ key, words }) => ({ id: key, words })));
  return (
    <div className="sr-only">
      <div role="alert" aria-atomic="false" aria-relevant="additions">
        {dangers.map(({ key, words, toDo }) => (
          <p key={key}>{`${words}. ${toDo}`}</p>
        ))}
      </div>
      <p role="status" aria-label="News">
        {said}
      </p>
    </div>
  );
}

function usePoliteSentence(cautions: readonly { readonly id: string; readonly words: string }[]): string {
  const events = useRows("events");
  const proposals = useRows("proposals");
  const [readers] = useState(() => [new NewsReader(), new NewsReader(), new NewsReader()] as const);
  const queue = useRef(new PoliteQueue());
  const [said, say] = useState("");
  const [ofEvents, ofProposals, ofCautions] = readers;

  useEffect(() => {
    queue.current.add(fillNews(ofEvents.fresh(events)));
  }, [ofEvents, events]);
  useEffect(() => {
    queue.current.add(proposalNews(ofProposals.fresh(proposals)));
  }, [ofProposals, proposals]);
  const key = cautions.map(({ id }) => id).join();
  useEffect(() => {
    queue.current.add(ofCautions.fresh(cautions).map(({ words }) => `${words}.`));
  }, [ofCautions, key]);

  useEffect(() => {
    const timer = setInterval(() => {
      const next = queue.current.take(performance.now());
      if (next !== null) say(next);
    }, LOOK_EVERY_MS);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return said;
}
