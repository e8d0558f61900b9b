using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Models;

namespace SurgeryBench.Accuracy.Analyses;

/// <summary>Zoos of an encoder as a selection names it, but wider or narrower.</summary>
internal static class WidenedZoos
{
    /// <summary>Width of an attention head, whatever the number of heads.</summary>
    public const int HeadWidth = 32;

    /// <summary>The same plan on zoos of another width.</summary>
    /// <param name="plan">Borrowed; what is returned shares all but the zoos with it.</param>
    /// <param name="width">A multiple of <see cref="HeadWidth"/>.</param>
    public static SweepPlan Of(SweepPlan plan, int width)
    {
        var usual = plan.Zoos.Backbone;
        var backbone = new VisionTransformer(usual.Name, usual.Shape with { Width = width, Heads = width / HeadWidth }, usual.Layout);
        return plan with { Zoos = SweepInputs.TrainedZoos(plan.Selection, plan.Suite, backbone) };
    }
}
