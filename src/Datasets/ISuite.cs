using System.Collections.Immutable;

namespace SurgeryBench.Datasets;

/// <summary>A set of image classification tasks that share one image size. Safe to use from several threads.</summary>
public interface ISuite : IDisposable
{
    /// <summary>Kebab-case name; part of file names and records.</summary>
    string Name { get; }

    /// <summary>Sixteen hex digits that change whenever a pixel, label or split could: what caches of trained models hang on.</summary>
    string Fingerprint { get; }

    /// <summary>The suite whose images these are: what training draws its randomness under, so that equal models of two suites are equal. Default its own name.</summary>
    string Origin => Name;

    /// <summary>
    /// Number of encoders of different initialisation that the experts are fine-tuned from: that of task t, counted from 0, from number t
    /// modulo this. Default 1, the base.
    /// </summary>
    int Foundations => 1;

    /// <summary>Share of the usual fine-tuning that experts and the jointly trained model get, in (0, 1]; less than the default 1 where tasks have few images.</summary>
    double FineTuningShare => 1;

    /// <summary>Side of the square images in pixels.</summary>
    int ImageSize { get; }

    /// <summary>The tasks in table order.</summary>
    ImmutableArray<TaskInfo> Tasks { get; }

    /// <summary>Number of classes of the pretraining images; 0 if the suite has none.</summary>
    int PretrainingClasses { get; }

    /// <summary>Images found damaged so far, each with its file and what is wrong; they are in no split. Default none.</summary>
    ImmutableArray<string> Damaged => [];

    /// <summary>A task's images, made on the first call and kept until the suite is disposed; borrowed by the caller.</summary>
    /// <exception cref="ArgumentException">The suite has no such task.</exception>
    /// <exception cref="Core.BadInputException">The images cannot be had.</exception>
    TaskData Load(string task);

    /// <summary>Labelled images to train a base on, none of them from a task; null if the suite has none. Made anew and owned by the caller.</summary>
    /// <exception cref="Core.BadInputException">The images cannot be had.</exception>
    ImageSplit? LoadPretraining();
}
