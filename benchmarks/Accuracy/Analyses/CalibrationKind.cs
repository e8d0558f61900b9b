namespace SurgeryBench.Accuracy.Analyses;

/// <summary>What images a repair looks at.</summary>
internal enum CalibrationKind
{
    /// <summary>The task's test images, as published.</summary>
    Test,

    /// <summary>The task's training images.</summary>
    Training,

    /// <summary>The test images of the next task of the suite; the first one's for the last.</summary>
    OtherTask,

    /// <summary>Pixels that are random numbers.</summary>
    Noise,
}
