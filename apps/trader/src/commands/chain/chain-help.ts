/** What the command's help adds to its arguments. */
export const CHAIN_HELP = `
FILE is a chain of SPY, QQQ or IWM as yfinance gives it, with spot and time from meta.json beside it, or a quote
table of Cboe on SPY, QQQ, IWM, SPX or XSP, which states both itself; packed by gzip or not. The content tells which,
not the name. Analysed is the earliest expiry that still trades, or --expiry and --root; one that is over gives way to
the next, and a finding says so. SPX settles at the opening of its expiry date and last trades the session before;
SPXW, XSP and the ETFs settle at the close (16:00, early 13:00).

  forward        put-call parity of the pairs near the money; the spot only where fewer than three agree
  rate           0 on expiry day; later --rate, else from parity: the slope over strikes (index options) or the growth
                 of the forwards from expiry to expiry (American ETF options)
  dividend       where the forwards of American options fall back from one expiry to the next: amount, bounds, dates,
                 the strikes that tell it; forward, smile and Greeks are then of quotes less early exercise
  iv, Greeks     from the middle of a strike's out-of-the-money quote, for both its contracts; ivBid and ivAsk are what
                 that quote leaves open; ivOwn is of the contract's own middle; theta an hour, vega a point
  ITM, touch     of ending in the money under the smile's density; of the strike being met, lognormal
  expected move  one standard deviation to the close; straddle and 0.85 straddle beside it, each with what it covers
  strip          volatility of all out-of-the-money options, less what coarse strikes overstate; in the last half hour,
                 or of fewer than six options, the smile's at the money
  vix            the published method over the weekly expiries around 30 days; on SPX options it is the VIX
  exposures      gamma, vanna, charm by strike and in total from open interest, with formula, unit and assumed sign
  ladder         value and Greeks of the call at the money now, in 15 and 30 minutes and at the close, over five spots
  findings       what is wrong with the file: stale spot, empty, crossed or wide quotes, quotes that could not lose
                 (none that early exercise explains), the file's own IV beside ours and the clock that it counts by
  plans          complete packages at executable prices, dollars per package of 100 shares, with odds under the smile's
                 density after costs; for SPY, QQQ and IWM, whose fees are known

--at TIME states when the quotes were made (2026-08-14T15:23:00Z); --rate R is a fraction a year (0.0425). --json
prints one object a file. --plot FILE.svg draws smile, density, exposures and payoff of one file. Refusals are one
sentence on standard error with exit code 2.`;
