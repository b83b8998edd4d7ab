/** Which facts the report's layout can speak of; the others it neither sets nor clears. */
export interface ReportedColumns {
  readonly entryType: boolean;
  readonly entryDate: boolean;
  readonly entrySummaryDate: boolean;
  readonly portCode: boolean;
  readonly controlStatus: boolean;
  readonly reconciliation: boolean;
  readonly protestNumber: boolean;
  readonly protestStatus: boolean;
  readonly liquidation: boolean;
}
