namespace SurgeryBench.Methods.Alignment;

/// <summary>
/// The linear assignment problem, solved exactly in O(n³): rows join one at a time along a shortest augmenting path of reduced costs.
/// Jonker and Volgenant 1987, doi:10.1007/BF02278710, without the heuristics that find a first matching.
/// </summary>
internal static class LinearAssignment
{
    /// <summary>The assignment of greatest total gain.</summary>
    /// <param name="gains">Square and finite: what it brings to give a row, the first index, a column.</param>
    /// <returns>Each row's column; a permutation.</returns>
    public static int[] Maximise(double[,] gains)
    {
        var size = gains.GetLength(0);
        if (gains.GetLength(1) != size) throw new ArgumentException($"{size} rows cannot be assigned to {gains.GetLength(1)} columns.", nameof(gains));
        foreach (var gain in gains)
        {
            if (!double.IsFinite(gain)) throw new ArgumentException($"A gain is {gain}; finite numbers were expected.", nameof(gains));
        }
        var search = new Search(gains);
        for (var row = 0; row < size; row++) search.Add(row);
        return search.Columns;
    }

    /// <summary>A matching of the rows so far that is optimal, with the prices that prove it.</summary>
    private sealed class Search(double[,] gains)
    {
        private const int Nobody = -1;
        private readonly int size = gains.GetLength(0);
        private readonly double[] rowPrices = new double[gains.GetLength(0)], columnPrices = new double[gains.GetLength(0)], distances = new double[gains.GetLength(0)];
        private readonly int[] owners = [.. Enumerable.Repeat(Nobody, gains.GetLength(0))], cameFrom = new int[gains.GetLength(0)];
        private readonly bool[] settled = new bool[gains.GetLength(0)];

        /// <summary>Each row's column; -1 for rows that have not joined.</summary>
        public int[] Columns { get; } = [.. Enumerable.Repeat(Nobody, gains.GetLength(0))];

        /// <summary>Finds the cheapest way to give one more row a column, moving others where that pays.</summary>
        public void Add(int row)
        {
            Array.Fill(distances, double.PositiveInfinity);
            Array.Clear(settled);
            var (end, length) = Reach(row);
            Reprice(row, length);
            Augment(end);
        }

        // Dijkstra's search over columns until a free one is nearest.
        private (int End, double Length) Reach(int start)
        {
            var (row, length) = (start, 0.0);
            while (true)
            {
                var nearest = Nobody;
                for (var column = 0; column < size; column++)
                {
                    if (settled[column]) continue;
                    var through = length - gains[row, column] - rowPrices[row] - columnPrices[column];
                    if (through < distances[column]) (distances[column], cameFrom[column]) = (through, row);
                    if (nearest == Nobody || distances[column] < distances[nearest]) nearest = column;
                }
                length = distances[nearest];
                settled[nearest] = true;
                if (owners[nearest] == Nobody) return (nearest, length);
                row = owners[nearest];
            }
        }

        private void Reprice(int start, double length)
        {
            rowPrices[start] += length;
            for (var column = 0; column < size; column++)
            {
                if (!settled[column]) continue;
                columnPrices[column] += distances[column] - length;
                if (owners[column] != Nobody) rowPrices[owners[column]] += length - distances[column];
            }
        }

        private void Augment(int column)
        {
            while (column != Nobody)
            {
                var row = cameFrom[column];
                owners[column] = row;
                (Columns[row], column) = (column, Columns[row]);
            }
        }
    }
}
