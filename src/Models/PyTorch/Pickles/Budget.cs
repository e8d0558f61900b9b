namespace SurgeryBench.Models.PyTorch.Pickles;

/// <summary>What all pickles of one file together may cost. An operation makes at most one small object, so that this bounds memory and time.</summary>
internal sealed class Budget
{
    /// <summary>Longest text that is held, in bytes; longer ones stay in the file.</summary>
    public const int LongestText = 4096;

    private const int Operations = 2_000_000;
    private const int TextBytes = 32 << 20;
    private int operationsLeft = Operations;
    private int textLeft = TextBytes;

    /// <exception cref="PyTorchFormatException">There were too many.</exception>
    public void TakeOperation()
    {
        if (--operationsLeft < 0) throw new PyTorchFormatException($"its pickles take more than {Operations} operations, which no checkpoint does");
    }

    /// <exception cref="PyTorchFormatException">There was too much.</exception>
    public void TakeText(int bytes)
    {
        textLeft -= bytes;
        if (textLeft < 0) throw new PyTorchFormatException($"its pickles hold more than {TextBytes} bytes of text, which no checkpoint does");
    }
}
