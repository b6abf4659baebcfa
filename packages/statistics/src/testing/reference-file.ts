/** The parts of the reference file that these functions are held against. */
export interface Vectors {
  readonly correlation: {
    readonly x: number[];
    readonly y: number[];
    readonly w: number[];
    readonly window: number;
    readonly rolling_xy: number[];
    readonly ewmaLambda: number;
    readonly ewma_xy_zeroMean: number[];
    readonly full_xy: number;
    readonly spearman_xy: number;
    readonly kendall_xy: number;
    readonly fisher95_xy: number[];
    readonly pvalue_xy: number;
    readonly ledoitWolf: { readonly shrinkage: number; readonly cov: number[][] };
    readonly oas: { readonly shrinkage: number; readonly cov: number[][] };
  };
  readonly correlationHostile: {
    readonly x: number[];
    readonly y: number[];
    readonly window: number;
    readonly rolling: number[];
  };
  readonly hayashiYoshida: {
    readonly tx: number[];
    readonly px: number[];
    readonly ty: number[];
    readonly py: number[];
    readonly cov: number;
    readonly varX: number;
    readonly varY: number;
    readonly corr: number;
    readonly lags: number[];
    readonly corrAtLag: number[];
  };
  readonly cointegration: {
    readonly a: number[];
    readonly b: number[];
    readonly olsIntercept: number;
    readonly olsBeta: number;
    readonly residLast: number;
    readonly ar1Slope: number;
    readonly ar1Intercept: number;
    readonly halfLifeDiscrete: number;
    readonly halfLifeOU: number;
    readonly adf: {
      readonly stat: number;
      readonly p: number;
      readonly usedLag: number;
      readonly crit: Readonly<Record<string, number>>;
    };
    readonly engleGranger: { readonly stat: number; readonly p: number; readonly crit: number[] };
  };
  readonly kalmanBeta: { readonly first: number[][]; readonly last: number[][] };
  readonly cusum: {
    readonly x: number[];
    readonly k: number;
    readonly h: number;
    readonly path: number[][];
    readonly alarms: [number, string][];
  };
  readonly matrixProfile: {
    readonly x: number[];
    readonly m: number;
    readonly exclusion: number;
    readonly profile: number[];
    readonly index: number[];
  };
  readonly dtw: { readonly a: number[]; readonly b: number[]; readonly full: number; readonly band3: number };
  readonly hmm: {
    readonly y: number[];
    readonly pi: number[];
    readonly A: number[][];
    readonly mu: number[];
    readonly sigma: number[];
    readonly logLik: number;
    readonly smoothed: number[][];
    readonly filtered: number[][];
    readonly viterbi: number[];
  };
  readonly calibration: {
    readonly p: number[];
    readonly y: number[];
    readonly brier: number;
    readonly logLoss: number;
    readonly brierSkill: number;
    readonly reliabilityBins: { bin: number; n: number; meanP: number; freq: number }[];
    readonly ece10: number;
    readonly isotonic: number[];
    readonly wilson95_of_baseRate: number[];
  };
  readonly sharpe: {
    readonly paperExample: Readonly<
      Record<
        "annualSR" | "periods" | "T" | "skew" | "kurt" | "N" | "varAnnualSR" | "SR0" | "DSR" | "DSR_N46",
        number
      >
    >;
    readonly expectedMax: Readonly<Record<string, number>>;
    readonly series: number[];
    readonly sr: number;
    readonly skew: number;
    readonly kurt: number;
    readonly psr0: number;
    readonly minTRL95: number;
    readonly pbo: {
      readonly matrix: number[][];
      readonly S: number;
      readonly pbo: number;
      readonly logits: number[];
    };
  };
  readonly risk: {
    readonly returns: number[];
    readonly var95: number;
    readonly var99: number;
    readonly es95: number;
    readonly es99: number;
    readonly maxDrawdown: number;
    readonly kelly: { p: number; b: number; full: number; se: number; bakerMcHale: number | null }[];
  };
}
