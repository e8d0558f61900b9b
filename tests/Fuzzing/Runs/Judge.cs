namespace SurgeryBench.Tests.Fuzzing.Runs;

/// <summary>Says what is wrong with how a reader took an input.</summary>
internal static class Judge
{
    private const long AlwaysAllowedBytes = 64L << 20;
    private const int MostGrowth = 10;

    /// <summary>How much memory reading an input may take, in bytes.</summary>
    public static long AllowedBytes(long length) => AlwaysAllowedBytes + (MostGrowth * length);

    /// <summary>Reads an input.</summary>
    /// <returns>What is wrong; null if it was read or refused as it should be.</returns>
    public static string? FaultOf(FuzzTarget target, byte[] input, string folder)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            target.Read(input, folder);
        }
        catch (Exception fault) when (target.IsRefusal(fault))
        {
            if (target.RefusesInOneLine && fault.Message.Any(char.IsControl)) return $"its refusal is not one line of text: {fault.Message}";
        }
        catch (Exception fault)
        {
            return fault.ToString();
        }
        var taken = GC.GetAllocatedBytesForCurrentThread() - before;
        return taken <= AllowedBytes(input.Length) ? null : $"it took {taken} bytes for an input of {input.Length}; at most {AllowedBytes(input.Length)} are allowed";
    }
}
