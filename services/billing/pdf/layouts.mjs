const grey = '#c9ced6';
const ink = '#3b4453';
const red = '#b3261e';

/** The first row continues the one above it: a line of a document that goes on. */
const continues = (row, { table }) => table.continued?.has(row) ?? false;
const ruleAbove = (row, { table }) => (row === (table.headerRows ?? 0) ? 1 : 0.5);

/** How tables look. `table.continued` holds the rows that go on from the row above. */
export const layouts = {
  /** A rule under the head and under each row. */
  ruled: {
    hLineWidth: (row, node) => (row === 0 || continues(row, node) ? 0 : ruleAbove(row, node)),
    vLineWidth: () => 0,
    hLineColor: (row, { table }) => (row === (table.headerRows ?? 0) ? ink : grey),
    paddingLeft: (column) => (column === 0 ? 0 : 5),
    paddingRight: (column, { table }) => (column === table.widths.length - 1 ? 0 : 5),
    paddingTop: (row, node) => (continues(row, node) ? 0 : 4),
    paddingBottom: (row, node) => (continues(row + 1, node) ? 0 : 4),
  },
  /** Names and values, close to each other. */
  pairs: {
    hLineWidth: () => 0,
    vLineWidth: () => 0,
    paddingLeft: (column) => (column === 0 ? 0 : 8),
    paddingRight: () => 0,
    paddingTop: () => 1.5,
    paddingBottom: () => 1.5,
  },
  /** A frame around what must not be overlooked. */
  framed: {
    hLineWidth: () => 1.2,
    vLineWidth: () => 1.2,
    hLineColor: () => red,
    vLineColor: () => red,
    paddingLeft: () => 8,
    paddingRight: () => 8,
    paddingTop: () => 6,
    paddingBottom: () => 6,
  },
};

/** What of a table's width is no text: paddings and rules. */
export function spaceOf(node) {
  const layout = layouts[node.layout];
  return node.table.widths.reduce(
    (sum, _, column) => sum + layout.paddingLeft(column, node) + layout.paddingRight(column, node),
    layout.vLineWidth() * (node.table.widths.length + 1),
  );
}
