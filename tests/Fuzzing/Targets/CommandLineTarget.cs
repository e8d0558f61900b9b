using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using SurgeryBench.Accuracy.Analyses;
using SurgeryBench.Accuracy.CommandLine;
using SurgeryBench.Accuracy.Sweep;

namespace SurgeryBench.Tests.Fuzzing.Targets;

/// <summary>Command lines, an argument a line, as far as they are looked at before anything is opened.</summary>
internal sealed class CommandLineTarget : FuzzTarget
{
    private const int MostBytes = 16 << 10;

    public override string Name => "command-line";

    public override int Share => 3;

    public override ImmutableArray<byte[]> Words { get; } = Latin(
        "\n", "--", "-", "=", ",", "all", "none", "run", "plan", "select", "analyze", "merge", "paper", "fetch", "rank", "--suite", "--backbone", "--family", "--methods", "--repairs", "--seeds", "--device", "--precision", "--inductive", "--shard", "--set", "--threads",
        "--data", "--name", "--checkpoints", "--any-size", "--training-share", "--base", "--experts", "--endpoint", "--offline", "clip8", "mini8", "folder8", "ties", "surgery", "0/1", "1/0", "0/0", "2/1", "0,0,0", "cuda:99999999999", "cuda", "bf16", "1e400", "NaN", "-0", "a/b", "{task}", "http://", "ties.Density=0.1");

    public override bool RefusesInOneLine => false;

    public override bool IsRefusal(Exception fault) => fault is UsageException;

    public override void Read(byte[] input, string folder)
    {
        // What a system hands over: no argument holds a zero, and there is an end to them.
        var arguments = Encoding.UTF8.GetString(input.AsSpan(0, Math.Min(input.Length, MostBytes))).Replace('\0', '0').Split('\n');
        SurgeryBenchProgram.Root().Parse(arguments);
        var (command, selection) = (new Command("run"), new SelectionOptions(runs: true));
        selection.AddTo(command);
        var parsed = command.Parse(arguments);
        if (parsed.Errors.Count > 0) throw new UsageException(parsed.Errors[0].Message);
        RowChoice.Of(AnalysisChoice.Of("all", selection.Read(parsed)).Others);
    }

    protected override IEnumerable<byte[]> Seeds() => new[]
    {
        "--methods\nties,adamerging\n--seeds\n0,1,2\n--shard\n0/4", "--suite\nclip8\n--backbone\nvit-b-32\n--methods\ntask-arithmetic\n--device\ncuda:0\n--precision\nbf16\n--offline",
        "--suite\nclip8\n--base\nowner/base\n--experts\nowner/{task}\n--any-size\n--endpoint\nhttp://localhost:1", "--suite\nfolder8\n--data\n.\n--name\nmine\n--fine-labels\na,b",
        "--methods\nties\n--repairs\nsurgery\n--set\nties.Density=0.1\n--set\nsurgery.Rank=4\n--inductive", "--training-share\n0.5\n--threads\n2\n--out\nx\n--cache\ny",
    }.Select(Encoding.UTF8.GetBytes);
}
