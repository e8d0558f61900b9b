using NUnit.Framework;
using SurgeryBench.Methods.Merging;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Parity;

[Category("Parity")]
public sealed class PcbParity
{
    [TestCase(PcbForm.Simple, "v1", 0)]
    [TestCase(PcbForm.Vision, "v2", 1)]
    public void CompetesAsItsAuthorsCodeDoes(PcbForm form, string version, int ratio)
    {
        using var scope = NewDisposeScope();
        var fixture = Fixture.Open("pcb");
        using var numbers = fixture.Load("pcb.safetensors");
        var vectors = numbers["task_vectors"];
        var tasks = (int)vectors.shape[0];
        var method = new Pcb { Form = form, Ratio = fixture.Settings.GetProperty("pcb")[ratio].GetDouble() };
        var rows = vectors.unbind(0).Select(row => row.contiguous()).ToArray();
        var total = rows.Select(method.TotalShare).Aggregate((sum, share) => sum + share);
        var results = rows.Select(row => method.Compete(row, total, tasks)).ToArray();
        var tolerance = fixture.Tolerance("all");
        tolerance.Check(stack([.. results.Select(result => result.Scale)]), numbers[$"{version}.scale"], "scale");
        if (numbers.Contains($"{version}.clamped_task_vectors"))
            tolerance.Check(stack([.. results.Select(result => result.Clamped)]), numbers[$"{version}.clamped_task_vectors"], "clamped");
        // The script multiplies by its coefficient inside, the function leaves that to its caller.
        var merged = method.Merge(tasks, task => rows[task]) * (form == PcbForm.Vision ? method.Scale : 1);
        tolerance.Check(merged, numbers[$"{version}.merged"], "merged");
    }
}
