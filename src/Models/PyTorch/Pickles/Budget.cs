namespace SurgeryBench.Models.PyTorch.Pickles;

/// <summary>
/// What all pickles of one file together may cost. An operation makes at most one small object, so that this bounds memory and time; one
/// that copies is counted once for every value or byte that it copies.
/// </summary>
/// <param name="fileLength">The file's size in bytes: a small file has less to say.</param>
internal sealed class Budget(long fileLength)
{
    /// <summary>Longest text that is held, in bytes; longer ones stay in the file.</summary>
    public const int LongestText = 4096;

    private const int MostOperations = 2_000_000;
    private const int AlwaysAllowedOperations = 200_000;
    private const int BytesAnOperation = 32;
    private const int TextBytes = 32 << 20;
    private const int MostReadings = 4;
    private const int AlwaysAllowedReading = 1 << 20;
    private readonly long operations = Math.Min(MostOperations, AlwaysAllowedOperations + (fileLength / BytesAnOperation));
    private long operationsTaken;
    private long read;
    private int textLeft = TextBytes;

    /// <param name="count">How many; 1 but for operations that copy.</param>
    /// <exception cref="PyTorchFormatException">There were too many.</exception>
    public void TakeOperations(int count = 1)
    {
        operationsTaken += count;
        if (operationsTaken > operations) throw new PyTorchFormatException($"its pickles take more than {operations} operations, which no checkpoint of its size does");
    }

    /// <summary>Reading a long text through, which storages of protocol 2 take once each.</summary>
    /// <exception cref="PyTorchFormatException">It was done more often than the file has text.</exception>
    public void TakeReading(long bytes)
    {
        read += bytes;
        if (read > AlwaysAllowedReading + (MostReadings * fileLength)) throw new PyTorchFormatException("its pickles read the same text again and again, which no checkpoint does");
    }

    /// <exception cref="PyTorchFormatException">There was too much.</exception>
    public void TakeText(int bytes)
    {
        textLeft -= bytes;
        if (textLeft < 0) throw new PyTorchFormatException($"its pickles hold more than {TextBytes} bytes of text, which no checkpoint does");
    }
}
