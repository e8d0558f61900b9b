namespace SurgeryBench.Accuracy.CommandLine;

/// <summary>The command line asks for something that does not exist or does not fit together; the message has one line a fault.</summary>
internal sealed class UsageException(string message) : Exception(message);
