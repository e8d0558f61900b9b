namespace SurgeryBench.Methods.Alignment;

/// <summary>The best assignment among those that keep the channels of an attention head together.</summary>
internal static class HeadAssignment
{
    /// <summary>The assignment of greatest total gain: the best one within every pair of heads, then the best pairs.</summary>
    /// <param name="gains">Square, heads · width of a head.</param>
    /// <param name="heads">Number of heads; 1 leaves every assignment open.</param>
    /// <returns>Each row's column.</returns>
    public static int[] Maximise(double[,] gains, int heads)
    {
        if (heads == 1) return LinearAssignment.Maximise(gains);
        var width = gains.GetLength(0) / heads;
        var within = new int[heads, heads][];
        var pairs = new double[heads, heads];
        for (var row = 0; row < heads; row++)
        {
            for (var column = 0; column < heads; column++)
            {
                var part = Part(gains, row * width, column * width, width);
                within[row, column] = LinearAssignment.Maximise(part);
                pairs[row, column] = within[row, column].Select((to, from) => part[from, to]).Sum();
            }
        }
        return [.. LinearAssignment.Maximise(pairs).SelectMany((column, row) => within[row, column].Select(to => (column * width) + to))];
    }

    private static double[,] Part(double[,] gains, int top, int left, int width)
    {
        var part = new double[width, width];
        for (var row = 0; row < width; row++)
        {
            for (var column = 0; column < width; column++) part[row, column] = gains[top + row, left + column];
        }
        return part;
    }
}
