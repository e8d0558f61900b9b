using SurgeryBench.Core;

namespace SurgeryBench.Methods.MixtureRegression;

/// <summary>The settings of a robust finite mixture regression; see <see cref="MixtureFitter"/> for the model.</summary>
internal sealed record MixtureSettings
{
    /// <summary>Number of components K, at least 1; default 2.</summary>
    public int Components { get; init => field = Setting.Positive(value); } = 2;

    /// <summary>λ1, the weight of the group lasso per sample, at least 0; default 0.01.</summary>
    public double FeaturePenalty
    {
        get;
        init => field = double.IsFinite(value) && value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A finite number from 0 was expected.");
    } = 0.01;

    /// <summary>
    /// λ2, the weight of the outlier variables, above 0; infinity (the default) does without them. A Gaussian residual is clipped at
    /// λ2·σ, a count's at λ2 roots of the target's mean, a bit's at 0.6·λ2, so 1.5 is a sensible value for all three. Much larger values
    /// undo themselves: the shifts' cost goes into σ, which grows with the outliers until they are none.
    /// </summary>
    public double ShiftPenalty
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A number above 0 was expected.");
    } = double.PositiveInfinity;

    /// <summary>Whether mixture weights depend on the features by a softmax (needed to predict well without targets); default no.</summary>
    public bool Gated { get; init; }

    /// <summary>Ridge on the slopes of the gate per sample, above 0; default 1e-3. Certain responsibilities would drive them to infinity.</summary>
    public double GateRidge { get; init => field = Setting.Positive(value); } = 1e-3;

    /// <summary>Starts, of which the best goes on; default 10. One component has no use for more than one.</summary>
    public int Starts { get; init => field = Setting.Positive(value); } = 10;

    /// <summary>Iterations every start gets; default 20.</summary>
    public int ShortIterations { get; init => field = Setting.Positive(value); } = 20;

    /// <summary>Most iterations of the best start; default 500.</summary>
    public int Iterations { get; init => field = Setting.Positive(value); } = 500;

    /// <summary>The run ends when the objective falls by less than this part of itself; default 1e-6.</summary>
    public double Tolerance { get; init => field = Setting.Positive(value); } = 1e-6;

    /// <summary>Proximal gradient steps, and steps of the gate, an iteration; default 5.</summary>
    public int InnerSteps { get; init => field = Setting.Positive(value); } = 5;

    /// <summary>The least standard deviation of a Gaussian target, as a part of that target's own over all samples, in (0, 1); default 1e-3.</summary>
    public double DeviationFloor { get; init => field = Setting.Between(0, 1, value); } = 1e-3;

    /// <summary>Whether there are outlier variables.</summary>
    public bool IsRobust => double.IsFinite(ShiftPenalty);
}
