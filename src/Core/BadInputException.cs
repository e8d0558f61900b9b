namespace SurgeryBench.Core;

/// <summary>A file, checkpoint or data set is not what it should be. The message says which thing, what it is and what was expected.</summary>
public class BadInputException : Exception
{
    /// <summary>States the fault in one line.</summary>
    public BadInputException(string message) : base(message) { }

    /// <summary>States the fault in one line and keeps what found it.</summary>
    public BadInputException(string message, Exception inner) : base(message, inner) { }
}
