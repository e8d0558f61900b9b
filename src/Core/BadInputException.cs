namespace SurgeryBench.Core;

/// <summary>
/// A file, checkpoint or data set is not what it should be. The message says which thing, what it is and what was expected, in one line
/// whatever is quoted in it.
/// </summary>
public class BadInputException : Exception
{
    /// <summary>States the fault in one line.</summary>
    public BadInputException(string message) : base(OneLine.Of(message)) { }

    /// <summary>States the fault in one line and keeps what found it.</summary>
    public BadInputException(string message, Exception inner) : base(OneLine.Of(message), inner) { }
}
