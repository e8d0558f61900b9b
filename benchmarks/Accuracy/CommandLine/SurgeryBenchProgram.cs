using System.CommandLine;
using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Core;
using SurgeryBench.Core.Files;

namespace SurgeryBench.Accuracy.CommandLine;

/// <summary>The program behind <c>surgerybench</c>: parses, runs, and turns every foreseen fault into one clear line and an exit code.</summary>
internal static class SurgeryBenchProgram
{
    public static async Task<int> Run(string[] args)
    {
        var parsed = Root().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            return Fail(ExitCode.Usage, [.. parsed.Errors.Select(error => error.Message), "See 'surgerybench --help'."]);
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception error) when (CodeOf(Cause.Of(error)) is { } code)
        {
            return Fail(code, code == ExitCode.Interrupted ? "Interrupted. Finished runs are kept; the same command goes on from here." : OneLine.Of(Cause.Of(error).Message));
        }
    }

    private static int? CodeOf(Exception error) => error switch
    {
        UsageException => ExitCode.Usage,
        UnwritableException => ExitCode.RunFailed,
        // What writes names its file; what is left are files that cannot be read.
        BadInputException or IOException or UnauthorizedAccessException => ExitCode.BadInput,
        OperationCanceledException => ExitCode.Interrupted,
        _ => null,
    };

    private static int Fail(int code, params ReadOnlySpan<string> lines)
    {
        foreach (var line in lines) Console.Error.WriteLine($"surgerybench: {line}");
        return code;
    }

    /// <summary>All verbs with their options.</summary>
    internal static RootCommand Root() => new("""
        Compares model-merging methods and representation surgery with individual experts and multi-task learning.

        Examples:
          surgerybench run                                          the embedded suite, every method and repair
          surgerybench run --methods ties --repairs surgery-v2      one row
          surgerybench run --suite folder8 --data DIR --name real8  your own images
          surgerybench plan --seeds 0,1,2                           what that would run
          surgerybench submit --array 16 --partition cpu            the same on a cluster that runs Slurm; 'status' says how far it is
          surgerybench select                                       settings chosen on validation images, beside the defaults
          surgerybench analyze rank --methods ties                  an analysis with its figure, see 'surgerybench list analyses'
          surgerybench report                                       tables, figures, HTML page again, from the records
          surgerybench compare results again                        whether two results folders say the same
          surgerybench paper --backbone vit-b-32                    the papers' tables: ours, published, difference
          surgerybench merge --methods ties --out FOLDER            one merged model as safetensors, with a card
          surgerybench fetch --backbone vit-b-32                    models and images of clip8, from a hub

        Exit status: 0 done, 2 usage, 3 bad input, 4 a run failed (others finished) or a file cannot be written, 130 interrupted.
        """)
    {
        ListCommand.Create(), PlanCommand.Create(), FetchCommand.Create(), RunCommand.Create(), SelectCommand.Create(), AnalyzeCommand.Create(), ReportCommand.Create(), PaperCommand.Create(),
        MergeCommand.Create(), EvaluateCommand.Create(), InspectCommand.Create(), BaselineCommand.Create(), CompareCommand.Create(), SubmitCommand.Create(), StatusCommand.Create(), CleanCommand.Create(),
    };
}
