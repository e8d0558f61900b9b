namespace SurgeryBench.Methods.Merging;

/// <summary>The merge that <see cref="SingularValueCalibration"/> starts from, with its own default settings.</summary>
public enum CalibratedMerge
{
    /// <summary><see cref="Merging.TaskArithmetic"/>.</summary>
    TaskArithmetic,

    /// <summary><see cref="Merging.WeightAveraging"/>.</summary>
    WeightAveraging,

    /// <summary><see cref="Merging.Ties"/>.</summary>
    Ties,

    /// <summary><see cref="Merging.TsvM"/>.</summary>
    TsvM,

    /// <summary><see cref="Merging.IsoC"/>.</summary>
    IsoC,

    /// <summary><see cref="Merging.IsoCts"/>.</summary>
    IsoCts,

    /// <summary><see cref="Merging.Wudi"/>.</summary>
    Wudi,
}
