namespace SurgeryBench.Accuracy.CommandLine;

/// <summary>What the program's exit status says.</summary>
internal static class ExitCode
{
    public const int Done = 0, Usage = 2, BadInput = 3, RunFailed = 4, Interrupted = 130;
}
